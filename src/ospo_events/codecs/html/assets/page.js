(() => {
  'use strict';
  const doc = document, root = doc.documentElement;
  const one = (query, within = doc) => within.querySelector(query);
  const all = (query, within = doc) => [...within.querySelectorAll(query)];
  const data = JSON.parse(one('#programme-data').textContent);
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
  const items = all('article.s').map(element => {
    const d = element.dataset, above = element.parentElement.closest('article.s');
    const first = element.firstElementChild, when = first.className === 'w' ? all('time', first) : [];
    const days = first.className === 'w' ? one('.ad', first) : null;
    const item = {
      element, above: above && byElement.get(above), slot: element.closest('.slot'), day: element.closest('.day'),
      start: when[0] ? Date.parse(when[0].dateTime) : null, end: when[1] ? Date.parse(when[1].dateTime) : null,
      dates: days && [days.dataset.from, days.dataset.to].map(date => date.replaceAll('-', '')),
      kind: d.k, tracks: words(d.t), rooms: words(d.r), people: words(d.p), languages: words(d.l || data.languages),
      cells: cells.get(element.id) || [], heading: one('h3,h4,h5,h6', element), shown: true, match: true, text: null,
    };
    item.off = data.off || ['cancelled', 'postponed'].includes(d.s) || Boolean(item.above && item.above.off);
    byElement.set(element, item);
    byAnchor.set(element.id, item);
    return item;
  });
  const title = item => [one('bdi', item.heading), one('.sub', item.heading)].map(e => e ? e.textContent : '').join('');

  // Own picks, kept in this browser.
  const key = 'ospo-events:' + data.id;
  let picks = new Set();
  try { picks = new Set(JSON.parse(localStorage.getItem(key) || '[]')); } catch (error) { /* no storage: for this visit only */ }
  const keep = () => { try { localStorage.setItem(key, JSON.stringify([...picks])); } catch (error) { /* as above */ } };

  // iCalendar (RFC 5545): times in UTC, lines folded at 75 octets.
  const bytes = new TextEncoder();
  const escaped = text => text.replace(/\\/g, '\\\\').replace(/;/g, '\\;').replace(/,/g, '\\,').replace(/\r\n?|\n/g, '\\n').replace(/[\0-\x08\x0b-\x1f\x7f]/g, '');
  const fold = line => {
    let out = '', size = 0;
    for (const letter of line) {
      const length = bytes.encode(letter).length;
      if (size + length > 75) { out += '\r\n '; size = 1; }
      out += letter;
      size += length;
    }
    return out;
  };
  const stamp = time => new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
  const timed = item => item.start !== null || item.dates !== null;
  const vevent = item => {
    const d = item.element.dataset, place = one(':scope > .m .r', item.element);
    const people = all(':scope > .who', item.element).map(e => e.textContent);
    const about = all(':scope > details > p:not(.note)', item.element).map(e => e.innerText || e.textContent);
    const rooms = place || (item.above && one(':scope > .m .r', item.above.element));
    const time = timed(item) ? item : item.above, dates = time.dates;
    const lines = ['BEGIN:VEVENT', 'UID:' + d.u, 'DTSTAMP:' + (data.stamp || (dates ? dates[0] + 'T000000Z' : stamp(time.start)))];
    if (dates) lines.push('DTSTART;VALUE=DATE:' + dates[0], 'DTEND;VALUE=DATE:' + dates[1]);
    else lines.push('DTSTART:' + stamp(time.start));
    if (!dates && time.end !== null) lines.push('DTEND:' + stamp(time.end));
    lines.push('SUMMARY:' + escaped(title(item)));
    const where = [rooms ? rooms.textContent : '', data.venue].filter(Boolean).join(', ');
    if (where) lines.push('LOCATION:' + escaped(where));
    const description = [...people, ...about].join('\n');
    if (description) lines.push('DESCRIPTION:' + escaped(description));
    if (d.q) lines.push('SEQUENCE:' + d.q);
    lines.push('STATUS:' + ({cancelled: 'CANCELLED', tentative: 'TENTATIVE', postponed: 'TENTATIVE'}[d.s] || 'CONFIRMED'));
    if (/^https?:/.test(location.href)) lines.push('URL:' + location.href.split('#')[0] + '#' + item.element.id);
    return [...lines, 'END:VEVENT'];
  };
  const calendar = chosen => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//ospo-events//page//EN', 'NAME:' + escaped(data.title),
    'X-WR-CALNAME:' + escaped(data.title)].concat(...chosen.map(vevent), 'END:VCALENDAR').map(fold).join('\r\n') + '\r\n';
  const dated = item => timed(item) || (item.above && timed(item.above));
  const save = (chosen, name) => {
    if (!chosen.some(dated)) return; // a calendar has at least one component (RFC 5545, section 3.6)
    const url = URL.createObjectURL(new Blob([calendar(chosen.filter(dated))], {type: 'text/calendar;charset=utf-8'}));
    const link = doc.createElement('a');
    link.href = url;
    link.download = name + '.ics';
    doc.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };

  // Buttons of each session.
  const button = (label, name, look) => {
    const made = doc.createElement('button');
    made.type = 'button';
    made.className = look;
    made.textContent = label;
    made.setAttribute('aria-label', label + ': ' + name);
    return made;
  };
  const paint = item => item.pick.setAttribute('aria-pressed', picks.has(item.element.id));
  const picked = () => items.filter(item => picks.has(item.element.id));
  const offer = () => { one('#save-picks').disabled = !picked().some(dated); };
  items.forEach(item => {
    const row = doc.createElement('p'), name = title(item);
    row.className = 'act';
    item.pick = button('Pick', name, 'pick');
    row.append(item.pick);
    if (dated(item)) row.append(button('Add to calendar', name, 'add'));
    item.element.insertBefore(row, one(':scope > .parts', item.element));
    paint(item);
  });
  offer();
  one('main').addEventListener('click', event => {
    const pressed = event.target.closest('.act button');
    if (pressed) {
      const item = byElement.get(pressed.closest('article.s')), id = item.element.id;
      if (pressed.className === 'add') { save([item], id.slice(2)); return; }
      picks.has(id) ? picks.delete(id) : picks.add(id);
      keep();
      paint(item);
      offer();
      if (one('#only').checked) filter();
      return;
    }
    if (event.target.closest('.ge a')) one('#view-list').checked = true;
  });

  // Filters: what does not match is hidden, in the list and in the grid.
  const fields = {kind: 'kind', track: 'tracks', room: 'rooms', person: 'people', language: 'languages'};
  const own = item => {
    if (item.text === null) {
      item.text = [...item.element.children].filter(e => e.className !== 'parts' && e.className !== 'act').map(e => e.textContent).join(' ').toLowerCase();
    }
    return item.text;
  };
  const wanted = () => {
    const tests = [];
    for (const [field, name] of Object.entries(fields)) {
      const element = one('#f-' + field), value = element && element.value;
      if (value) tests.push(name === 'kind' ? item => item.kind === value : item => item[name].has(value));
    }
    const query = one('#f-text').value.trim().toLowerCase();
    if (query) tests.push(item => own(item).includes(query));
    if (one('#only').checked) tests.push(item => picks.has(item.element.id));
    return tests;
  };
  const slots = all('.slot'), days = all('.day');
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
    one('#count').textContent = tests.length ? count + ' of ' + items.length + ' sessions' : '';
    one('#save').disabled = !some;
    return count;
  };
  const form = one('#controls');
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('input', event => { if (event.target.closest('.filters') && event.target.id !== 'zone-choice') filter(); });
  form.addEventListener('reset', () => setTimeout(() => { filter(); zone(data.zone); }));
  one('#save').addEventListener('click', () => save(items.filter(item => item.match), data.id));
  // What a button of the list of calendars saves: a track, a day, or everything.
  const named = {track: (item, id) => item.tracks.has(id), day: (item, date) => item.day.dataset.date === date};
  all('[data-save]').forEach(made => {
    const [what, id] = made.dataset.save.split(' ');
    const chosen = what ? items.filter(item => named[what](item, id)) : items;
    made.disabled = !chosen.some(dated);
    made.addEventListener('click', () => save(chosen, [data.id, id].filter(Boolean).join('-')));
  });
  one('#save-picks').addEventListener('click', () => save(picked(), data.id + '-picks'));

  // The reader's own zone: times change, days stay those of the event.
  const times = all('.w time, .ge time, tbody th time').map(element => ({
    element, said: element.textContent, time: Date.parse(element.dateTime), day: element.closest('.day').dataset.date,
  }));
  const clock = name => {
    const format = new Intl.DateTimeFormat('en-GB', {timeZone: name, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});
    const offset = new Intl.DateTimeFormat('en-GB', {timeZone: name, timeZoneName: 'shortOffset'});
    const known = new Map();
    const read = time => {
      let parts = known.get(time);
      if (!parts) {
        parts = {};
        for (const {type, value} of format.formatToParts(time)) parts[type] = value;
        parts.wall = parts.year + parts.month + parts.day + parts.hour + parts.minute;
        known.set(time, parts);
      }
      return parts;
    };
    const shift = time => offset.formatToParts(time).find(part => part.type === 'timeZoneName').value.replace('GMT', 'UTC');
    return {read, shift};
  };
  const zone = name => {
    const hands = clock(name), home = name === data.zone;
    const offsets = new Set();
    for (const {element, said, time, day} of times) {
      const at = hands.read(time);
      offsets.add(hands.shift(time));
      let text = at.hour + ':' + at.minute;
      if (hands.read(time + 36e5).wall === at.wall || hands.read(time - 36e5).wall === at.wall) text += ' ' + hands.shift(time);
      const days = Math.round((Date.UTC(at.year, at.month - 1, at.day) - Date.parse(day + 'T00:00Z')) / 864e5);
      const close = element.previousElementSibling && element.previousElementSibling.tagName === 'TIME';
      const start = close && hands.read(Date.parse(element.previousElementSibling.dateTime));
      const same = start && start.year === at.year && start.month === at.month && start.day === at.day;
      if (days && !same) text += ' (' + (days > 0 ? '+' : '−') + Math.abs(days) + (Math.abs(days) === 1 ? ' day)' : ' days)');
      element.textContent = home ? said : text;
    }
    one('#zone-name').textContent = home ? data.said : name + (name === 'UTC' ? '' : ' (' + [...offsets].join(', later ') + ')');
    one('#zone-days').textContent = home ? '' : ' The days are those of the event, in ' + data.zone + '.';
    one('#zone-choice').value = name;
    tick();
  };
  const choice = one('#zone-choice');
  const local = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const option = (value, label) => { const made = doc.createElement('option'); made.value = value; made.textContent = label; return made; };
  const group = doc.createElement('optgroup');
  group.label = 'All zones';
  choice.append(option(data.zone, 'The event: ' + data.zone));
  if (local && local !== data.zone) choice.append(option(local, 'Here: ' + local));
  if (data.zone !== 'UTC' && local !== 'UTC') choice.append(option('UTC', 'UTC'));
  choice.append(group);
  const more = () => {
    if (group.childElementCount || !Intl.supportedValuesOf) return;
    group.append(...Intl.supportedValuesOf('timeZone').filter(name => name !== data.zone && name !== local).map(name => option(name, name)));
  };
  ['focus', 'pointerdown'].forEach(name => choice.addEventListener(name, more));
  choice.addEventListener('change', () => zone(choice.value));

  // What is on now; ?at=2024-07-09T10:00Z asks for another moment.
  const asked = Date.parse(new URLSearchParams(location.search).get('at') || '');
  const line = doc.createElement('p');
  line.className = 'nl';
  const tick = () => {
    const now = asked || Date.now();
    all('.nowr').forEach(row => row.classList.remove('nowr'));
    line.remove();
    for (const item of items) {
      if (item.start === null) continue;
      const on = !item.off && item.start <= now && now < (item.end === null ? Date.parse(item.day.dataset.to) : item.end);
      item.element.classList.toggle('now', on);
      const sign = one(':scope > .w > .nowb', item.element);
      if (on && !sign) {
        const made = doc.createElement('span');
        made.className = 'nowb';
        made.textContent = 'now';
        item.element.firstElementChild.append(' ', made);
      } else if (!on && sign) sign.remove();
    }
    for (const day of all('.day[data-from]')) {
      if (!(Date.parse(day.dataset.from) <= now && now < Date.parse(day.dataset.to))) continue;
      const shown = one('#zone-choice').value || data.zone, at = clock(shown).read(now);
      line.textContent = 'Now, ' + at.hour + ':' + at.minute;
      const next = all('.slot', day).find(slot => byElement.get(slot.firstElementChild).start > now);
      next ? next.before(line) : one('.agenda', day).append(line);
      const rows = all('tbody tr:not(.bn)', day).filter(row => Date.parse(one('th time', row).dateTime) <= now);
      if (rows.length) rows[rows.length - 1].classList.add('nowr');
    }
    const jump = one('#jump');
    jump.hidden = !line.isConnected;
    jump.onclick = () => { one('#view-list').checked = true; line.scrollIntoView({block: 'center'}); };
  };
  setInterval(tick, 60000);
  zone(data.zone);

  // A deep link leads into the list, whatever is filtered; on paper everything is open.
  const clear = () => {
    for (const field of Object.keys(fields)) if (one('#f-' + field)) one('#f-' + field).value = '';
    one('#f-text').value = '';
    one('#only').checked = false;
    filter();
  };
  const show = () => {
    const id = location.hash.slice(1), target = id && doc.getElementById(id);
    if (target && target.closest('main [hidden]')) {
      clear();
      one('#count').textContent = 'Everything is shown again: the link leads to what was filtered away';
      target.scrollIntoView();
    }
    const item = byAnchor.get(id);
    if (!item) return;
    one('#view-list').checked = true;
    const inside = one(':scope > details', item.element);
    if (inside) inside.open = true;
    item.element.scrollIntoView();
  };
  addEventListener('hashchange', show);
  // A second click on the same link changes no address.
  doc.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) show();
  });
  show();

  // On paper every abstract is open, and a grid that is too wide for a sheet becomes several, each with the times.
  const across = 5;
  const sheets = table => {
    const rows = [...table.tBodies[0].rows], taken = rows.map(() => new Set()), cells = [];
    rows.forEach((row, y) => {
      let x = 0;
      for (const cell of [...row.cells].slice(1)) {
        while (taken[y].has(x)) x += 1;
        const last = Math.min(y + cell.rowSpan, rows.length);
        for (let down = y; down < last; down++) for (let side = 0; side < cell.colSpan; side++) taken[down].add(x + side);
        cells.push({cell, x, y, last, end: x + cell.colSpan});
        x += cell.colSpan;
      }
    });
    const [corner, ...heads] = table.tHead.rows[0].cells, groups = [];
    let x = 0;
    for (const head of heads) {
      const group = groups[groups.length - 1], end = x + head.colSpan;
      if (group && end - group.x <= across) { group.heads.push(head); group.end = end; } else groups.push({heads: [head], x, end});
      x = end;
    }
    const shown = element => element.querySelector('.ge:not([hidden])');
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
  let closed = [];
  addEventListener('beforeprint', () => {
    closed = all('details').filter(element => !element.open);
    closed.forEach(element => { element.open = true; });
    if (!one('#view-grid').checked) return;
    for (const table of all('.tw > table:not(.sheet)')) {
      const columns = [...table.tHead.rows[0].cells].slice(1).reduce((sum, head) => sum + head.colSpan, 0);
      const made = columns > across ? sheets(table) : [];
      if (!made.length) continue;
      table.hidden = true;
      table.after(...made);
    }
  });
  addEventListener('afterprint', () => {
    closed.forEach(element => { element.open = false; });
    all('.sheet').forEach(made => made.remove());
    all('.tw > table').forEach(table => { table.hidden = false; });
  });
  Object.assign(window, {programme: {items, filter, zone, calendar, save, picks, tick}});
})();
