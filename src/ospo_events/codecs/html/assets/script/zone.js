
// The reader's own zone: times change, days stay those of the event.
const timeOf = element => {
  const start = Date.parse(element.dateTime), lasts = element.dataset.e;
  return {
    element, said: element.textContent, start, end: lasts ? start + lasts * 6e4 : null,
    open: !lasts && element.className === 'w', day: element.closest('.day').dataset.date, isListed: !element.closest('.grid'),
  };
};
const allTimes = () => all('.day[data-date] time.w, tbody th time').map(timeOf);
let times = null; // looked up when they are first to be told in another zone
// Browsers keep names that places have given up.
const modern = {
  'Europe/Kiev': 'Europe/Kyiv', 'Asia/Calcutta': 'Asia/Kolkata', 'Asia/Katmandu': 'Asia/Kathmandu', 'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh', 'America/Godthab': 'America/Nuuk', 'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'Africa/Asmera': 'Africa/Asmara', 'Atlantic/Faeroe': 'Atlantic/Faroe', 'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei', 'Pacific/Truk': 'Pacific/Chuuk', 'America/Coral_Harbour': 'America/Atikokan',
};
const today = name => modern[name] || name;
const clocks = new Map();
const clock = name => {
  if (clocks.has(name)) return clocks.get(name);
  const format = new Intl.DateTimeFormat('en-GB', {timeZone: name, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'});
  const known = new Map();
  const read = time => {
    let parts = known.get(time);
    if (!parts) {
      parts = {};
      for (const {type, value} of format.formatToParts(time)) parts[type] = value;
      parts.date = Date.UTC(parts.year, parts.month - 1, parts.day);
      parts.offset = Math.round((Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second) - time) / 6e4);
      known.set(time, parts);
    }
    return parts;
  };
  const shift = time => {
    const {offset} = read(time), size = Math.abs(offset);
    return 'UTC' + (offset ? (offset < 0 ? '-' : '+') + Math.floor(size / 60) + (size % 60 ? ':' + String(size % 60).padStart(2, '0') : '') : '');
  };
  // A clock that is set back says some times twice, an hour apart or half an hour.
  const twice = time => [-108e5, 108e5].some(away => {
    const there = read(time + away).offset, here = read(time).offset;
    return there !== here && read(time + (here - there) * 6e4).offset === there;
  });
  clocks.set(name, {read, shift, twice});
  return clocks.get(name);
};
let shownIn = data.zone, byClock = false;
const dateOf = at => [at.year, at.month, at.day].join('-');
// Who asks for it reads the list by the days of the clock that is shown: headings of these stand in for those of the event.
const regroup = () => {
  all('h2.local').forEach(heading => heading.remove());
  const isOn = byClock && shownIn !== data.zone, format = new Intl.DateTimeFormat(root.lang === 'en' ? 'en-GB' : root.lang, {weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: shownIn});
  let last = '';
  for (const day of all('.day[data-date]')) {
    const heading = one('h2', day);
    heading.hidden = isOn;
    for (const slot of isOn ? all('.slot:not([hidden])', day) : []) {
      const {start} = byElement.get(slot.firstElementChild);
      if (start === null || dateOf(clock(shownIn).read(start)) === last) continue;
      last = dateOf(clock(shownIn).read(start));
      slot.before(made('h2', {className: 'local', textContent: format.format(start)}));
    }
  }
};
const away = (at, day) => {
  const days = Math.round((at.date - Date.parse(day + 'T00:00Z')) / 864e5), count = (days > 0 ? '+' : '\u2212') + Math.abs(days);
  return days ? ' (' + say(Math.abs(days) === 1 ? 'day' : 'days', {count}) + ')' : '';
};
const zone = name => {
  shownIn = name;
  const hands = clock(name), home = name === data.zone, offsets = new Set();
  if (!home && !times) times = allTimes();
  const face = time => { const at = hands.read(time); return at.hour + ':' + at.minute + (hands.twice(time) ? ' ' + hands.shift(time) : ''); };
  for (const {element, said, start, end, open, day: ofEvent, isListed} of times || []) {
    let text = said;
    if (!home) {
      const from = hands.read(start), day = byClock && isListed ? dateOf(from) : ofEvent, to = end === null ? null : hands.read(end);
      offsets.add(hands.shift(start));
      text = face(start) + away(from, day);
      if (open) text = say('onwards', {time: text});
      if (to) text += '\u2013' + face(end) + (to.date === from.date ? '' : away(to, day));
    }
    if (element.textContent !== text) element.textContent = text;
  }
  one('#zone-name').textContent = home ? data.said : today(name) + (name === 'UTC' || !offsets.size ? '' : ' (' + [...offsets].join(data.words.later) + ')');
  one('#zone-days').textContent = home ? '' : say('zoneDays', {zone: data.zone});
  one('#zone-choice').value = name;
  if (yours) yours.hidden = name === local;
  byDay.hidden = home;
  byDay.setAttribute('aria-pressed', byClock);
  regroup();
  tick();
};
const choice = one('#zone-choice');
const local = Intl.DateTimeFormat().resolvedOptions().timeZone;
const option = (value, label) => made('option', {value, textContent: label});
const group = made('optgroup', {label: data.words.allZones});
const same = name => today(name) === today(data.zone);
const starts = items.map(item => item.start).filter(start => start !== null), first = starts.length ? starts[0] : Date.now();
choice.append(option(data.zone, say('ofEvent', {zone: data.zone})));
if (local && !same(local)) choice.append(option(local, say('here', {zone: today(local)})));
if (data.zone !== 'UTC' && local !== 'UTC') choice.append(option('UTC', 'UTC'));
choice.append(group);
const more = () => {
  if (group.childElementCount || !Intl.supportedValuesOf) return;
  const names = Intl.supportedValuesOf('timeZone').filter(name => !same(name) && name !== local);
  group.append(...names.map(name => [today(name), name]).sort().map(([shown, name]) => option(name, shown + ' (' + clock(name).shift(first) + ')')));
};
['focus', 'pointerdown'].forEach(name => choice.addEventListener(name, more));
const choose = name => { remember(key + ':zone', name === data.zone ? null : name); zone(name); changed(); };
choice.addEventListener('change', () => choose(choice.value));
const differs = local && local !== data.zone && starts.some(start => clock(local).read(start).offset !== clock(data.zone).read(start).offset);
const yours = differs ? made('button', {type: 'button', className: 'yours', textContent: say('yours', {zone: today(local)})}) : null;
const byDay = made('button', {type: 'button', id: 'by-clock', textContent: data.words.regroup});
byDay.addEventListener('click', () => { byClock = !byClock; zone(shownIn); changed(); });
one('.zone').after(byDay);
if (yours) {
  yours.addEventListener('click', () => { more(); choose(local); });
  one('.zone').after(yours);
}
