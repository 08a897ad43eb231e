
// The address tells what is shown: day or session, view, filters, words, zone. Back, reload and a shared link bring it back.
let target = '', isAsked = false;
// The grid of a large programme is a file, which is loaded when somebody asks for it and then calls `programme.grid`.
const grid = () => {
  if (!data.grid || isAsked || !one('#view-grid').checked) return;
  isAsked = true;
  load(data.grid, () => {}, () => {
    isAsked = false;
    one('#view-list').checked = true;
    one('#count').textContent = data.words.unloaded;
    write('replaceState');
  });
};
programme.grid = fill => {
  const name = shownIn;
  zone(data.zone); // cells take the times as the event says them
  fill();
  findCells();
  for (const item of items) {
    paint(item);
    for (const cell of item.cells) cell.hidden = !item.shown;
  }
  times = null;
  zone(name);
  columns();
};
const view = () => one('#view-grid').checked ? 'grid' : 'list';
const list = values => [...values].map(value => encodeURIComponent(value)).join(',');
const address = () => {
  const parts = [];
  if (view() === 'grid') parts.push('view=grid');
  for (const {name} of selects) if (chosen[name].size) parts.push(name + '=' + list(chosen[name]));
  if (chosen.picks.size) parts.push('picks=' + list([...chosen.picks].map(id => id.slice(2))));
  if (field.value.trim()) parts.push('q=' + encodeURIComponent(field.value.trim()));
  if (only.checked) parts.push('only=1');
  if (shownIn !== data.zone) parts.push('tz=' + shownIn, ...byClock ? ['days=clock'] : []);
  if (target) parts.push(parts.length ? 'to=' + encodeURIComponent(target) : encodeURIComponent(target));
  return parts.length ? '#' + parts.join('&') : location.pathname + location.search;
};
const write = how => { try { history[how]({mine: true}, '', address()); } catch (error) { /* a page inside another may not */ } };
const changed = (typing = false) => {
  target = '';
  filter();
  write(typing ? 'replaceState' : 'pushState');
};
const decoded = text => { try { return decodeURIComponent(text); } catch (error) { return text; } };
const asState = () => {
  const hash = location.hash.slice(1), plain = decoded(hash);
  if (!hash || doc.getElementById(plain)) return {to: plain};
  const pairs = hash.split('&').map(part => part.split('=')).filter(pair => pair.length === 2);
  return Object.fromEntries(pairs.map(([name, value]) => [name, value.split(',').map(decoded)]));
};
const known = name => { try { return Boolean(clock(name)); } catch (error) { return false; } };
const apply = () => {
  const state = asState();
  for (const {name, labels} of selects) {
    chosen[name].clear();
    for (const value of state[name] || []) if (labels.has(value)) chosen[name].add(value);
  }
  chosen.picks.clear();
  for (const id of state.picks || []) {
    if (byAnchor.has('s-' + id)) chosen.picks.add('s-' + id);
    else if (id[0] === '~') items.filter(item => short(item) === id).forEach(item => chosen.picks.add(item.element.id));
  }
  field.value = state.q ? state.q.join(',') : '';
  only.checked = Boolean(state.only);
  one('#view-' + (state.view ? 'grid' : 'list')).checked = true;
  const wish = state.tz ? state.tz[0] : recalled(key + ':zone'), name = typeof wish === 'string' && known(wish) ? wish : data.zone;
  if (name !== data.zone) more();
  byClock = Boolean(state.days);
  zone(name);
  grid();
  filter();
  target = state.to ? String(state.to) : '';
  if (dialog.open) { const kept = target; target = ''; dialog.close(); target = kept; }
  const item = byAnchor.get(target);
  if (item && (item.cells.length || data.grid && item.when) && view() === 'grid') open(item);
  else if (target) show();
};
const note = made('p', {className: 'shared', hidden: true});
one('main').prepend(note);
const shared = () => {
  note.hidden = !chosen.picks.size;
  const all = made('button', {type: 'button', textContent: data.words.keep});
  all.addEventListener('click', () => {
    for (const id of chosen.picks) { picks.add(id); paint(byAnchor.get(id)); }
    keep();
    offer();
    chosen.picks.clear();
    only.checked = true;
    changed();
  });
  note.replaceChildren(say('shared', {count: chosen.picks.size}) + ' ', all);
};

// In the grid a session opens over it, and closing leads back to the same place.
const dialog = made('dialog', {});
dialog.setAttribute('aria-labelledby', 'open-title');
doc.body.append(dialog);
const closer = () => {
  const close = made('button', {type: 'button', className: 'close', textContent: data.words.close});
  close.addEventListener('click', () => dialog.close());
  return close;
};
const present = (...inside) => {
  dialog.replaceChildren(closer(), ...inside);
  if (!dialog.open) dialog.showModal();
};
const open = item => {
  const name = title(item), fields = [item.when, item.place, item.line].filter(Boolean);
  const parts = fields.map(element => made('p', {className: element === item.line ? 'm' : 'when'}, ...[...element.cloneNode(true).childNodes]));
  const {details} = item, link = one('a', item.heading);
  const pick = button('', name, 'pick'), heading = made('h2', {id: 'open-title', dir: 'auto', textContent: name});
  pick.setAttribute('aria-pressed', picks.has(item.element.id));
  pick.addEventListener('click', () => { toggle(item); pick.setAttribute('aria-pressed', picks.has(item.element.id)); });
  const more = made('a', {href: link.getAttribute('href'), textContent: data.words.whole});
  more.addEventListener('click', event => {
    if (!more.hash) return; // to the page of the session
    event.preventDefault();
    dialog.close();
    one('#view-list').checked = true;
    go(item.element.id);
  });
  const inside = details ? [...details.cloneNode(true).childNodes].filter(node => node.nodeName !== 'SUMMARY' && node.className !== 'add') : [];
  present(heading, ...parts, ...inside, made('p', {}, pick, ' ', more));
};
const showCode = () => {
  if (!programme.qr) {
    load(data.qr, showCode, () => { one('#count').textContent = data.words.unloaded; });
    return;
  }
  const codes = items.map(short), alone = code => codes.indexOf(code) === codes.lastIndexOf(code);
  const ids = picked().map(item => alone(short(item)) ? short(item) : item.element.id.slice(2));
  const image = programme.drawn(location.href.split('#')[0] + '#picks=' + list(ids)), {qr, scan, crowded} = data.words;
  present(made('h2', {id: 'open-title', textContent: qr}), made('p', {textContent: image ? scan : crowded}), image || '');
};
asCode.addEventListener('click', showCode);
dialog.addEventListener('close', () => { if (view() === 'grid' && target) { target = ''; write('replaceState'); } });
dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });

// A link leads to its session or day, whatever is filtered.
const show = () => {
  const element = doc.getElementById(target);
  if (!element) return;
  if (element.closest('main [hidden]')) {
    clear();
    one('#count').textContent = data.words.revealed;
  }
  const item = byAnchor.get(target);
  if (item) {
    one('#view-list').checked = true;
    if (item.details) item.details.open = true;
  }
  element.scrollIntoView();
};
const go = id => { target = id; show(); write('pushState'); };
addEventListener('hashchange', () => {
  if (history.state) { // back or forward
    const {top} = history.state;
    apply();
    if (top !== undefined) scrollTo({top, behavior: 'instant'});
    return;
  }
  const state = asState();
  if (state.to === undefined) { apply(); write('replaceState'); return; }
  target = state.to;
  show();
  write('replaceState');
});
doc.addEventListener('click', event => {
  const link = event.target.closest('a[href^="#"]');
  if (!link) return;
  const cell = link.closest('.ge'), item = cell && byAnchor.get(decoded(link.hash.slice(1)));
  if (item) {
    event.preventDefault();
    if (history.state) history.replaceState({mine: true, top: scrollY}, '');
    target = item.element.id;
    open(item);
    write('pushState');
    return;
  }
  if (link.hash === location.hash) show(); // a second click on the same link changes no address
  else if (history.state) history.replaceState({mine: true, top: scrollY}, '');
});
all('[name=view]').forEach(element => element.addEventListener('change', () => { target = ''; columns(); grid(); write('pushState'); }));

// The day that is being read is marked in the bar.
const tabs = new Map(all('.bar nav a').map(link => [link.hash.slice(1), link]));
if (tabs.size && window.IntersectionObserver) {
  const seen = new Set();
  const mark = () => {
    const current = days.find(day => seen.has(day) && tabs.has(day.id));
    if (!current) return;
    tabs.forEach((link, id) => id === current.id ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current'));
    const link = tabs.get(current.id), row = link.closest('ul');
    row.scrollLeft = link.offsetLeft - row.offsetLeft - 16;
  };
  const watch = new IntersectionObserver(entries => {
    for (const {target, isIntersecting} of entries) isIntersecting ? seen.add(target) : seen.delete(target);
    mark();
  }, {rootMargin: '-20% 0px -60% 0px'});
  days.forEach(day => watch.observe(day));
}
apply();
write('replaceState');

