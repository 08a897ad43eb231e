
// What this browser remembers; without storage, for this visit only.
const key = 'ospo-events:' + data.id;
const recalled = name => { try { return JSON.parse(localStorage.getItem(name)); } catch (error) { return null; } };
const remember = (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)); } catch (error) { /* as above */ } };

// Own picks, and a link that tells them to others.
const stored = recalled(key), picks = new Set(Array.isArray(stored) ? stored : []);
const keep = () => remember(key, [...picks]);
const button = (label, name, look) => {
  const element = made('button', {type: 'button', className: look, textContent: label});
  element.setAttribute('aria-label', data.words[look] + ': ' + name);
  return element;
};
const paint = item => {
  const is = picks.has(item.element.id);
  if (item.pick) item.pick.setAttribute('aria-pressed', is);
  for (const cell of item.cells) cell.classList.toggle('picked', is);
};
const picked = () => items.filter(item => picks.has(item.element.id));
const share = one('#share');
// A QR code leads other devices to a page that has an address, and is drawn by a file of the site.
const asCode = made('button', {type: 'button', id: 'as-code', textContent: data.words.qr});
const hasCode = data.qr && /^https?:$/.test(location.protocol);
if (hasCode) share.after(asCode);
// In it a pick is six letters of a digest: with whole ids, few picks would make a code that no camera reads.
const short = kept(item => '~' + sha1(bytes.encode(item.element.id.slice(2))).slice(0, 6));
const offer = () => {
  const mine = picked();
  one('#save-picks').disabled = !mine.some(dated);
  share.hidden = asCode.hidden = !mine.length;
  share.href = '#' + new URLSearchParams({picks: mine.map(item => item.element.id.slice(2)).join(',')}).toString().replace(/%2C/g, ',');
};
const equip = item => {
  item.pick = button('', title(item), 'pick');
  item.heading.after(item.pick);
  paint(item);
  const {details} = item;
  if (details && dated(item)) details.addEventListener('toggle', () => {
    if (details.open && !one(':scope > .add', details)) details.append(button(data.words.add, title(item), 'add'));
  });
};
// A part after the other: a slow phone answers in between.
const equipFrom = begin => {
  const end = begin + 250;
  items.slice(begin, end).forEach(equip);
  if (end < items.length) setTimeout(equipFrom, 0, end);
};
equipFrom(0);
offer();
const toggle = item => {
  const id = item.element.id;
  picks.has(id) ? picks.delete(id) : picks.add(id);
  keep();
  paint(item);
  offer();
  if (one('#only').checked) filter();
};
one('main').addEventListener('click', event => {
  const pressed = event.target.closest('.pick, .add');
  if (pressed) {
    const item = byElement.get(pressed.closest('article.s'));
    pressed.className === 'add' ? save([item], item.element.id.slice(2)) : toggle(item);
  }
});
