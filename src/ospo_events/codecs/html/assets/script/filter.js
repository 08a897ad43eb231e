
// Words are found without their accents, in any order, and whatever the apostrophe.
const folded = text => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[\u2018\u2019\u02bc]/g, "'").toLowerCase();
const texts = item => {
  if (item.texts === null) {
    const said = element => element ? element.textContent : '';
    const own = [title(item), said(item.line) + ' ' + said(item.place), said(item.details)].map(folded);
    item.texts = own.concat(own.join(' '));
  }
  return item.texts;
};
const field = one('#f-text');
const query = () => folded(field.value).split(/\s+/).filter(Boolean);
const rank = (item, words) => texts(item).findIndex(text => words.every(word => text.includes(word)));

// Filters: several values of a field are alternatives, the fields hold together; what does not match is hidden.
const chosen = {};
const selects = all('.filters select[id^=f-]').map(element => {
  const name = element.id.slice(2);
  chosen[name] = new Set();
  return {element, name, labels: new Map([...element.options].slice(1).map(option => [option.value, option.text]))};
});
chosen.picks = new Set();
const only = one('#only'), slots = all('.slot'), days = all('.day');
const wanted = () => {
  const tests = [];
  for (const {name} of selects) {
    const values = [...chosen[name]];
    if (values.length) tests.push(item => values.some(value => item[name].has(value)));
  }
  const words = query();
  if (words.length) tests.push(item => words.every(word => texts(item)[3].includes(word)));
  if (only.checked) tests.push(item => picks.has(item.element.id));
  if (chosen.picks.size) tests.push(item => chosen.picks.has(item.element.id));
  return tests;
};
// Rooms of which a filter leaves nothing have no column. Where everything is, is asked of each table once.
const tables = new Map();
const columns = () => {
  if (!one('#view-grid').checked) return;
  for (const table of all('.tw > table:not(.sheet)')) {
    if (!tables.has(table)) {
      let x = 0;
      const heads = [...table.tHead.rows[0].cells].slice(1).map(cell => ({cell, x, end: x += cell.colSpan}));
      tables.set(table, {heads, cells: placed([...table.tBodies[0].rows])});
    }
    const {heads, cells} = tables.get(table), used = new Set();
    const within = ({x, end}) => Array.from({length: end - x}, (_, number) => x + number);
    for (const at of cells) if (shown(at.cell)) within(at).forEach(column => used.add(column));
    if (!used.size) heads.forEach(at => within(at).forEach(column => used.add(column))); // something may stand beside the rooms
    for (const at of [...heads, ...cells]) {
      const width = within(at).filter(column => used.has(column)).length;
      if (at.cell.hidden === Boolean(width)) at.cell.hidden = !width;
      if (width && at.cell.colSpan !== width) at.cell.colSpan = width;
    }
  }
};
const filter = () => {
  const tests = wanted();
  let count = 0, some = false;
  for (const item of items) {
    const matches = tests.every(test => test(item));
    if (matches) count += 1;
    item.match = matches || Boolean(item.above && item.above.match);
    some = some || (item.match && dated(item));
    item.visible = item.match;
  }
  for (let place = items.length; place--;) if (items[place].visible && items[place].above) items[place].above.visible = true;
  const used = new Set();
  for (const item of items) {
    if (item.visible) { used.add(item.slot); used.add(item.day); }
    if (item.visible !== item.shown) {
      item.shown = item.visible;
      item.element.hidden = !item.visible;
      for (const cell of item.cells) cell.hidden = !item.visible;
    }
  }
  for (const slot of slots) if (slot.hidden === used.has(slot)) slot.hidden = !used.has(slot);
  for (const day of days) {
    const gone = tests.length > 0 && !used.has(day);
    if (day.hidden !== gone) day.hidden = gone;
  }
  const people = one('#people');
  if (people) people.hidden = tests.length > 0;
  one('#count').textContent = tests.length ? say('count', {shown: count, all: items.length}) : '';
  one('#nothing').hidden = count > 0 || !tests.length;
  one('#save').disabled = !some;
  root.classList.toggle('filtered', tests.length > 0);
  columns();
  regroup();
  chips();
  shared();
  highlight();
  return count;
};

// Each chosen value is a button that takes it away; people, rooms and tracks of the words searched for are offered.
const chip = (text, label, look, act) => {
  const element = made('button', {type: 'button', className: look, textContent: text});
  element.setAttribute('aria-label', label + ': ' + text);
  element.addEventListener('click', act);
  return made('li', {}, element);
};
const chips = () => {
  const list = one('#chips'), made = [], words = query();
  for (const {name, labels} of selects) {
    for (const value of chosen[name]) made.push(chip(labels.get(value), data.words.remove, 'chip', () => { chosen[name].delete(value); changed(); one('.filters summary').focus(); }));
  }
  if (chosen.picks.size) made.push(chip(data.words.sharedPicks, data.words.remove, 'chip', () => { chosen.picks.clear(); changed(); }));
  one('#active').textContent = made.length || '';
  if (words.length) {
    const more = selects.filter(({name}) => ['person', 'room', 'track'].includes(name)).flatMap(({name, labels}) => [...labels]
      .filter(([value, label]) => !chosen[name].has(value) && words.every(word => folded(label).includes(word))).map(([value, label]) => [name, value, label]));
    for (const [name, value, label] of more.slice(0, 5)) made.push(chip(label, data.words.also, 'offer', () => { chosen[name].add(value); field.value = ''; changed(); field.focus(); }));
  }
  list.replaceChildren(...made);
  list.hidden = !made.length;
};

// What was searched for is marked without touching the text.
const marks = Boolean(window.Highlight && CSS.highlights && doc.adoptedStyleSheets);
if (marks) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('::highlight(found) { background: #ffe45c; color: #000; }');
  doc.adoptedStyleSheets.push(sheet);
}
const highlight = () => {
  if (!marks) return;
  CSS.highlights.delete('found');
  const words = query(), ranges = [];
  if (!words.length) return;
  for (const item of items.filter(item => item.visible).slice(0, 100)) {
    const walker = doc.createTreeWalker(item.heading, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      let text = '';
      const places = [];
      for (const [place, letter] of [...walker.currentNode.data].entries()) {
        for (const part of folded(letter)) { text += part; places.push(place); }
      }
      if (places.length !== walker.currentNode.data.length) continue;
      for (const word of words) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + word.length);
          ranges.push(range);
        }
      }
    }
  }
  CSS.highlights.set('found', new Highlight(...ranges));
};
const clear = () => {
  for (const values of Object.values(chosen)) values.clear();
  field.value = '';
  only.checked = false;
  filter();
};
const form = one('#controls'), panel = one('.filters');
form.addEventListener('submit', event => {
  event.preventDefault();
  const words = query(), ranked = items.filter(item => item.visible && words.length).map(item => [rank(item, words), item]).filter(([place]) => place >= 0);
  const best = ranked.sort(([one], [two]) => one - two)[0];
  if (best) go(best[1].element.id);
});
for (const {element, name} of selects) {
  // A closed list that is walked with the arrow keys says each value on the way: then the last one counts.
  let keyed = false, last = '';
  element.addEventListener('keydown', () => { keyed = true; });
  element.addEventListener('pointerdown', () => { keyed = false; });
  element.addEventListener('input', () => {
    if (keyed) chosen[name].delete(last);
    if (element.value) chosen[name].add(element.value);
    last = keyed ? element.value : '';
    if (!keyed) element.value = '';
    changed();
  });
  element.addEventListener('blur', () => { element.value = ''; last = ''; });
}
field.addEventListener('input', () => changed(true));
only.addEventListener('input', () => changed());
all('.clear').forEach(element => element.addEventListener('click', () => { clear(); changed(); }));
one('#save').addEventListener('click', () => save(items.filter(item => item.match), data.id));
// What a button of the list of calendars saves: a track, a day, or everything.
const saved = {track: (item, id) => item.track.has(id), day: (item, date) => item.day.dataset.date === date};
all('[data-save]').forEach(element => {
  const [what, id] = element.dataset.save.split(' ');
  const those = what ? items.filter(item => saved[what](item, id)) : items;
  element.disabled = !those.some(dated);
  element.addEventListener('click', () => save(those, [data.id, id].filter(Boolean).join('-')));
});
one('#save-picks').addEventListener('click', () => save(picked(), data.id + '-picks'));
doc.addEventListener('keydown', event => {
  if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest('input, select, textarea')) {
    event.preventDefault();
    field.focus();
  }
  if (event.key === 'Escape' && panel.open) {
    panel.open = false;
    one('summary', panel).focus();
  }
});
// The open filters lie over the programme: they close when somebody turns to that.
doc.addEventListener('focusin', event => { if (!form.contains(event.target)) panel.open = false; });
doc.addEventListener('pointerdown', event => { if (!form.contains(event.target)) panel.open = false; });
