// On paper the details are there that are open; a grid that is too wide for a sheet becomes several, each with the times.
const across = 5;
const sheets = table => {
  const rows = [...table.tBodies[0].rows], cells = placed(rows);
  const [corner, ...heads] = [...table.tHead.rows[0].cells].filter(head => !head.hidden), groups = [];
  let x = 0;
  for (const head of heads) {
    const group = groups[groups.length - 1], end = x + head.colSpan;
    if (group && end - group.x <= across) { group.heads.push(head); group.end = end; } else groups.push({heads: [head], x, end});
    x = end;
  }
  return groups.map(group => {
    const here = cells.filter(({x, end}) => x < group.end && end > group.x);
    const used = rows.map((row, y) => Boolean(shown(row.cells[0]) || here.some(at => at.y === y && shown(at.cell))));
    const made = table.cloneNode(false), body = doc.createElement('tbody');
    made.append(table.caption.cloneNode(true), table.tHead.cloneNode(false), body);
    made.tHead.insertRow().append(...[corner, ...group.heads].map(head => head.cloneNode(true)));
    const begin = at => used.indexOf(true, at.y);
    rows.forEach((row, y) => {
      if (!used[y]) return;
      const line = row.cloneNode(false);
      line.append(row.cells[0].cloneNode(true));
      for (const at of here.filter(at => begin(at) === y && y < at.last).sort((one, two) => one.x - two.x)) {
        const cell = at.cell.cloneNode(true);
        cell.rowSpan = used.slice(y, at.last).filter(Boolean).length;
        cell.colSpan = Math.min(at.end, group.end) - Math.max(at.x, group.x);
        line.append(cell);
      }
      body.append(line);
    });
    made.className = 'sheet';
    return made;
  }).filter(made => made.tBodies[0].rows.length);
};
const opener = one('#details');
if (opener) opener.addEventListener('click', () => {
  const open = root.classList.toggle('full');
  opener.setAttribute('aria-pressed', open);
  all('main details').forEach(element => { element.open = open; });
});
addEventListener('beforeprint', () => {
  if (!one('#view-grid').checked) return;
  for (const table of all('.tw > table:not(.sheet)')) {
    const columns = [...table.tHead.rows[0].cells].slice(1).filter(head => !head.hidden).reduce((sum, head) => sum + head.colSpan, 0);
    const made = columns > across ? sheets(table) : [];
    if (!made.length) continue;
    table.hidden = true;
    table.after(...made);
  }
});
addEventListener('afterprint', () => {
  all('.sheet').forEach(made => made.remove());
  all('.tw > table').forEach(table => { table.hidden = false; });
});
Object.assign(programme, {items, filter, zone, calendar, save, picks, tick, chosen, clear, uid});
