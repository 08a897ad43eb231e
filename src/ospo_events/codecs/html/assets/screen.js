(() => {
'use strict';
const doc = document, at = id => doc.getElementById(id);
const data = JSON.parse(at('programme-data').textContent), words = data.words;
const say = (key, values) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const asked = new URLSearchParams(location.search), moment = Date.parse(asked.get('at') || ''), begun = Date.now();
const door = asked.get('room'), each = 6, turn = 12;
const clock = new Intl.DateTimeFormat('en-GB', {timeZone: data.zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});
const face = time => clock.format(time * 1000);
const sessions = data.sessions.map(([start, end, open, rooms, title, who]) => ({start, end, open, rooms, title, who}));
const known = new Map(data.rooms);
for (const session of sessions) for (const room of session.rooms) if (!known.has(room)) known.set(room, room);
const element = (name, look, text) => {
  const made = doc.createElement(name);
  made.className = look;
  made.textContent = text;
  made.dir = 'auto';
  return made;
};
const minutes = seconds => {
  const whole = Math.ceil(seconds / 60), hours = Math.floor(whole / 60);
  return hours ? say('hours', {hours, minutes: whole % 60}) : say('minutes', {minutes: whole});
};
const card = (name, here, now) => {
  // Of a whole and its part, the part is what is on.
  const on = here.filter(one => one.start <= now && now < one.end).sort((one, two) => two.start - one.start || one.end - two.end)[0];
  const next = here.filter(one => one.start > now && one.start < now + 64800).sort((one, two) => one.start - two.start);
  if (!on && !next.length && !door) return null;
  const made = element('section', 'card', '');
  if (name) made.append(element('h2', '', name));
  if (on) {
    made.append(element('p', 'what', on.title));
    if (on.who) made.append(element('p', 'who', on.who));
    made.append(element('p', 'until', on.open ? say('since', {time: face(on.start)}) : say('until', {time: face(on.end), left: minutes(on.end - now)})));
  } else made.append(element('p', 'what', words.free));
  for (const one of next.slice(0, door ? 3 : 1)) {
    const soon = one.start - now < 5400 ? ' (' + say('in', {left: minutes(one.start - now)}) + ')' : '';
    made.append(element('p', 'then', say('next', {time: face(one.start)}) + soon + ': ' + one.title));
  }
  return made;
};
let page = 0, paused = false, last = '';
const show = () => {
  const now = (isNaN(moment) ? Date.now() : moment + Date.now() - begun) / 1000;
  at('clock').textContent = face(now);
  const first = Math.min(...sessions.map(one => one.start)), over = Math.max(...sessions.map(one => one.end));
  let state = '';
  if (!sessions.length || now >= over) state = sessions.length ? words.over : words.nothing;
  else if (now < first) state = first - now < 86400 ? say('begins', {time: face(first), left: minutes(first - now)}) : say('beginsOn', {day: data.begins, time: face(first)});
  const nowhere = sessions.filter(one => !one.rooms.length);
  const wanted = door === null ? [...known.keys()] : [door];
  let cards = wanted.map(room => card(known.get(room) || room, sessions.filter(one => one.rooms.includes(room)), now)).filter(Boolean);
  const all = state === '' && nowhere.some(one => one.start - 1800 <= now && now < one.end) ? card('', nowhere, now) : null;
  if (door !== null && !known.has(door)) { state = say('noRoom', {room: door}); cards = []; }
  const pages = Math.max(1, Math.ceil(cards.length / each));
  at('pause').hidden = pages === 1;
  const shown = state && door === null ? [] : cards.slice(page % pages * each, (page % pages + 1) * each);
  if (door !== null) shown.forEach(one => one.classList.add('alone'));
  if (all && (door === null || shown.length)) shown.unshift(all);
  if (at('state').textContent !== state) at('state').textContent = state;
  const text = shown.map(one => one.outerHTML).join('');
  if (text !== last) at('rooms').replaceChildren(...shown);
  last = text;
};
at('pause').addEventListener('click', () => { paused = !paused; at('pause').setAttribute('aria-pressed', paused); });
let beats = 0;
setInterval(() => { beats += 1; if (!paused && beats % turn === 0) page += 1; show(); }, 1000);
show();
Object.assign(window, {screenOf: {show, turn: () => { page += 1; show(); }}});
})();
