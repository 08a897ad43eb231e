const doc = document, root = doc.documentElement;
const one = (query, within = doc) => within.querySelector(query);
const all = (query, within = doc) => [...within.querySelectorAll(query)];
const data = JSON.parse(one('#programme-data').textContent);
const say = (key, values = {}) => data.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
root.classList.add('js');
all('[data-js]').forEach(element => { element.hidden = false; });

// The sessions, as the page says them.
const words = value => new Set(value ? value.split(' ') : []);
const byElement = new Map(), byAnchor = new Map();
const cells = new Map();
all('.ge').forEach(cell => {
  const anchor = cell.dataset.g;
  cells.has(anchor) ? cells.get(anchor).push(cell) : cells.set(anchor, [cell]);
});
const items = all('article.s').map((element, number) => {
  const d = element.dataset, above = element.parentElement.closest('article.s');
  const first = element.firstElementChild, when = first.classList.contains('w') ? first : null, dates = when && when.dataset.from;
  const item = {
    element, when, above: above && byElement.get(above), slot: element.closest('.slot'), day: element.closest('.day'),
    start: when && !dates ? Date.parse(when.dateTime) : null, end: when && when.dataset.e ? Date.parse(when.dataset.e) : null,
    dates: dates ? [when.dataset.from, when.dataset.to].map(date => date.replaceAll('-', '')) : null,
    kind: words(d.k), track: words(d.t), room: words(d.r), person: words(d.p), language: words(d.l || data.languages),
    cells: cells.get(element.id) || cells.get(String(number)) || [], heading: one('h3,h4,h5,h6', element), shown: true, match: true, texts: null,
  };
  item.off = data.off || ['cancelled', 'postponed'].includes(d.s) || Boolean(item.above && item.above.off);
  byElement.set(element, item);
  byAnchor.set(element.id, item);
  return item;
});
const title = item => [one('a', item.heading), one('.sub', item.heading)].filter(Boolean).map(e => e.textContent).join(': ');
const made = (name, values, ...inside) => {
  const element = Object.assign(doc.createElement(name), values);
  element.append(...inside);
  return element;
};

// Where the cells of a table are, as far as they are shown: from column x to before the column end, from row y to before the row last.
const placed = rows => {
  const taken = rows.map(() => new Set()), cells = [];
  rows.forEach((row, y) => {
    let x = 0;
    for (const cell of [...row.cells].slice(1)) {
      if (cell.hidden) continue;
      while (taken[y].has(x)) x += 1;
      const last = Math.min(y + cell.rowSpan, rows.length);
      for (let down = y; down < last; down++) for (let side = 0; side < cell.colSpan; side++) taken[down].add(x + side);
      cells.push({cell, x, y, last, end: x + cell.colSpan});
      x += cell.colSpan;
    }
  });
  return cells;
};
const shown = element => element.querySelector('.ge:not([hidden])');

// Of a large programme the grid is filled when it is asked for.
const fillGrid = () => {
  for (const item of items) {
    for (const cell of item.cells) {
      if (cell.childElementCount) continue;
      const link = one('a', item.heading).cloneNode(true);
      link.setAttribute('href', '#' + item.element.id);
      cell.append(link);
      if (item.when) cell.append(' ', item.when.cloneNode(true));
    }
  }
};
