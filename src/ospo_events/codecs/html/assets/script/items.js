const doc = document, root = doc.documentElement;
const one = (query, within = doc) => within.querySelector(query);
const all = (query, within = doc) => [...within.querySelectorAll(query)];
const data = JSON.parse(one('#programme-data').textContent);
const say = (key, values = {}) => data.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
root.classList.add('js');
all('[data-js]').forEach(element => { element.hidden = false; });

// The sessions, as the page says them.
const kept = make => { const known = new Map(); return key => { if (!known.has(key)) known.set(key, make(key)); return known.get(key); }; };
const words = kept(value => new Set(value ? value.split(' ') : []));
const chosenFrom = name => {
  const ids = all(`#f-${name} option`).slice(1).map(option => option.value);
  return kept(places => new Set([...words(places)].map(place => ids[place])));
};
const tracks = chosenFrom('track'), rooms = chosenFrom('room'), dayOf = kept(slot => slot.closest('.day'));
const byElement = new Map(), byAnchor = new Map();
const items = all('article.s').map(element => {
  let when = null, place = null, line = null, details = null, heading = null;
  for (const child of element.children) {
    const name = child.className;
    if (child.nodeName[0] === 'H') heading = child;
    else if (child.nodeName === 'DETAILS') details = child;
    else if (name === 'r') place = child;
    else if (name === 'm') line = child;
    else if (name === 'w' || name === 'w ad') when = child;
  }
  if (!element.id) element.id = 's-' + one('a', heading).getAttribute('href').slice('sessions/'.length, -'.html'.length);
  const around = element.parentElement, above = around.className === 'parts' ? byElement.get(around.parentElement) : null;
  const d = (place || element).dataset, dates = when && when.dataset.from, slot = above ? above.slot : around, state = element.dataset.s;
  const start = when && !dates ? Date.parse(when.dateTime) : null;
  const item = {
    element, when, place, line, details, heading, above, slot, day: dayOf(slot), start, end: when && when.dataset.e ? start + when.dataset.e * 6e4 : null,
    dates: dates ? [when.dataset.from, when.dataset.to].map(date => date.replaceAll('-', '')) : null,
    kind: words(d.k || data.kind), track: tracks(d.t), room: rooms(d.r), person: words(d.p), language: words(d.l || data.languages),
    cells: [], shown: true, match: true, texts: null, on: false,
  };
  item.off = data.off || state === 'cancelled' || state === 'postponed' || Boolean(above && above.off);
  byElement.set(element, item);
  byAnchor.set(element.id, item);
  return item;
});
const findCells = () => all('.ge').forEach(cell => { byAnchor.get(cell.dataset.g).cells.push(cell); });
findCells();
const title = item => {
  const link = one('a', item.heading), below = link.nextSibling;
  return link.textContent + (below ? ': ' + below.textContent.trim() : '');
};
const made = (name, values, ...inside) => {
  const element = Object.assign(doc.createElement(name), values);
  element.append(...inside);
  return element;
};

// What is seldom asked for is a file of its own: a script, since a page that is opened from a disk may load nothing else.
const programme = window.programme = {};
const load = (path, then, failed) => doc.body.append(made('script', {src: path, onload: then, onerror: failed}));

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
