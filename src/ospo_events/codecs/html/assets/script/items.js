const doc = document, root = doc.documentElement;
const one = (query, within = doc) => within.querySelector(query);
const all = (query, within = doc) => [...within.querySelectorAll(query)];
const data = JSON.parse(one('#programme-data').textContent);
const say = (key, values = {}) => data.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
root.classList.add('js');
all('[data-js]').forEach(element => { element.hidden = false; });

// The sessions, as the page says them.
const words = value => new Set(value ? value.split(' ') : []);
const options = name => all(`#f-${name} option`).slice(1).map(option => option.value);
const ids = {track: options('track'), room: options('room')};
const named = (name, places) => new Set([...words(places)].map(place => ids[name][place]));
const byElement = new Map(), byAnchor = new Map();
const items = all('article.s').map(element => {
  const place = one(':scope > .r', element), d = {...element.dataset, ...(place || element).dataset}, above = element.parentElement.closest('article.s');
  const first = element.firstElementChild, when = first.classList.contains('w') ? first : null, dates = when && when.dataset.from;
  const start = when && !dates ? Date.parse(when.dateTime) : null;
  const item = {
    element, when, above: above && byElement.get(above), slot: element.closest('.slot'), day: element.closest('.day'),
    start, end: when && when.dataset.e ? start + when.dataset.e * 6e4 : null,
    dates: dates ? [when.dataset.from, when.dataset.to].map(date => date.replaceAll('-', '')) : null,
    kind: words(d.k || data.kind), track: named('track', d.t), room: named('room', d.r), person: words(d.p), language: words(d.l || data.languages),
    cells: [], heading: one('h3,h4,h5,h6', element), shown: true, match: true, texts: null,
  };
  item.off = data.off || ['cancelled', 'postponed'].includes(d.s) || Boolean(item.above && item.above.off);
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
