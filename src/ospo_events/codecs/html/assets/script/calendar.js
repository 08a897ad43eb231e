
// The identifier of a session: a UUID of version 5 (RFC 9562), the same as in every other calendar of the event.
const bytes = new TextEncoder();
const sha1 = message => {
  const size = message.length, padded = new Uint8Array((size + 8 >> 6) * 64 + 64), view = new DataView(padded.buffer);
  padded.set(message);
  padded[size] = 128;
  view.setUint32(padded.length - 4, size * 8);
  const h = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0], w = new Int32Array(80);
  const turned = (value, by) => value << by | value >>> 32 - by;
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 80; i++) w[i] = i < 16 ? view.getInt32(block + i * 4) : turned(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    let [a, b, c, d, e] = h;
    for (let i = 0; i < 80; i++) {
      const f = i < 20 ? (b & c | ~b & d) + 0x5a827999 : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1 : i < 60 ? (b & c | b & d | c & d) + 0x8f1bbcdc : (b ^ c ^ d) + 0xca62c1d6;
      [a, b, c, d, e] = [turned(a, 5) + f + e + w[i] | 0, a, turned(b, 30), c, d];
    }
    [a, b, c, d, e].forEach((value, i) => { h[i] = h[i] + value | 0; });
  }
  return h.map(value => (value >>> 0).toString(16).padStart(8, '0')).join('');
};
const uid = item => {
  if (item.element.dataset.u) return item.element.dataset.u;
  const space = data.space.match(/../g).map(pair => parseInt(pair, 16));
  const hex = sha1(new Uint8Array([...space, ...bytes.encode(data.id + '/' + item.element.id.slice(2))]));
  const variant = (parseInt(hex[16], 16) & 3 | 8).toString(16);
  return [hex.slice(0, 8), hex.slice(8, 12), '5' + hex.slice(13, 16), variant + hex.slice(17, 20), hex.slice(20, 32)].join('-');
};

// iCalendar (RFC 5545): times in UTC, lines folded at 75 octets.
const escaped = text => text.replace(/\\/g, '\\\\').replace(/;/g, '\\;').replace(/,/g, '\\,').replace(/\r\n?|\n/g, '\\n').replace(/[\0-\x08\x0b-\x1f\x7f]/g, '');
const fold = line => {
  const parts = [];
  let begin = 0, size = 0;
  for (let place = 0; place < line.length; place++) {
    const code = line.codePointAt(place), length = code < 128 ? 1 : code < 2048 ? 2 : code < 65536 ? 3 : 4;
    if (size + length > 75) {
      parts.push(line.slice(begin, place));
      begin = place;
      size = 1;
    }
    size += length;
    if (length === 4) place += 1; // two units of UTF-16
  }
  return [...parts, line.slice(begin)].join('\r\n ');
};
const stamp = time => new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
const timed = item => item.start !== null || item.dates !== null;
const textOf = element => [...element.childNodes].map(node => node.nodeName === 'BR' ? '\n' : node.textContent).join('');
const vevent = item => {
  const d = item.element.dataset, {details, line} = item;
  const about = details ? all(':scope > p:not(.note)', details).map(textOf) : line ? [line.textContent] : [];
  const rooms = item.place || (item.above && item.above.place);
  const time = timed(item) ? item : item.above, dates = time.dates;
  const lines = ['BEGIN:VEVENT', 'UID:' + uid(item), 'DTSTAMP:' + (data.stamp || (dates ? dates[0] + 'T000000Z' : stamp(time.start)))];
  if (dates) lines.push('DTSTART;VALUE=DATE:' + dates[0], 'DTEND;VALUE=DATE:' + dates[1]);
  else lines.push('DTSTART:' + stamp(time.start));
  if (!dates && time.end !== null) lines.push('DTEND:' + stamp(time.end));
  lines.push('SUMMARY:' + escaped(title(item)));
  const where = [rooms ? rooms.textContent : '', data.venue].filter(Boolean).join(', ');
  if (where) lines.push('LOCATION:' + escaped(where));
  if (about.length) lines.push('DESCRIPTION:' + escaped(about.join('\n')));
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
  const link = made('a', {href: url, download: name + '.ics'});
  doc.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
};
