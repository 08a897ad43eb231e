// QR codes (ISO/IEC 18004:2015) of bytes, with the error correction M: every seventh part may be lost.
(() => {
  // By version: the words of error correction in a block, and the blocks (table 9).
  const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, ...Array(19).fill(28)];
  const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49];
  const power = [], log = [];
  for (let i = 0, value = 1; i < 255; i++, value = value << 1 ^ (value > 127 ? 0x11d : 0)) { power[i] = value; log[value] = i; }
  const times = (one, two) => one && two ? power[(log[one] + log[two]) % 255] : 0;

  // Where the alignment patterns are (annex E), and how many words there is room for (table 1).
  const centres = version => {
    if (version === 1) return [];
    const count = Math.floor(version / 7) + 2, step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
    return [6, ...Array.from({length: count - 1}, (_, i) => version * 4 + 10 - (count - 2 - i) * step)];
  };
  const room = version => {
    const count = version > 1 ? Math.floor(version / 7) + 2 : 0;
    return (16 * version + 128) * version + 64 - (count ? (25 * count - 10) * count - 55 : 0) - (version > 6 ? 36 : 0) >> 3;
  };
  const dataWords = version => room(version) - CORRECTION[version - 1] * BLOCKS[version - 1];

  // The words, those of the blocks in turns (7.4 to 7.6).
  const corrected = (block, count) => {
    let divisor = [1];
    for (let i = 0; i < count; i++) divisor = [...divisor, 0].map((value, at) => value ^ times(at ? divisor[at - 1] : 0, power[i]));
    const rest = [...block, ...Array(count).fill(0)];
    for (let i = 0; i < block.length; i++) {
      const factor = rest[i];
      divisor.forEach((value, at) => { rest[i + at] ^= times(value, factor); });
    }
    return rest.slice(block.length);
  };
  const wordsOf = (bytes, version) => {
    const bits = [], put = (value, count) => { while (count--) bits.push(value >> count & 1); };
    put(4, 4);
    put(bytes.length, version < 10 ? 8 : 16);
    for (const byte of bytes) put(byte, 8);
    put(0, 4);
    while (bits.length % 8) bits.push(0);
    const data = Array.from({length: bits.length / 8}, (_, i) => parseInt(bits.slice(i * 8, i * 8 + 8).join(''), 2));
    for (let pad = 0xec; data.length < dataWords(version); pad ^= 0xec ^ 0x11) data.push(pad);
    data.length = dataWords(version); // where the end mark does not fit
    const count = BLOCKS[version - 1], short = Math.floor(data.length / count), blocks = [];
    for (let i = 0, at = 0; i < count; i++) {
      const length = short + (i >= count - data.length % count ? 1 : 0);
      blocks.push(data.slice(at, at + length));
      at += length;
    }
    const inTurns = lists => Array.from({length: Math.max(...lists.map(list => list.length))}, (_, i) => lists.map(list => list[i])).flat().filter(value => value !== undefined);
    return [...inTurns(blocks), ...inTurns(blocks.map(block => corrected(block, CORRECTION[version - 1])))];
  };

  const MASKS = [
    (y, x) => (y + x) % 2, y => y % 2, (y, x) => x % 3, (y, x) => (y + x) % 3, (y, x) => ((y >> 1) + Math.floor(x / 3)) % 2,
    (y, x) => y * x % 2 + y * x % 3, (y, x) => (y * x % 2 + y * x % 3) % 2, (y, x) => ((y + x) % 2 + y * x % 3) % 2,
  ];
  // The penalty of a mask (7.8.3): long runs, squares, what looks like a corner, more of one colour than of the other.
  const penalty = rows => {
    const size = rows.length, lines = rows.map(row => row.join('')), corner = '1011101';
    let sum = 0;
    for (const line of [...lines, ...rows.map((_, x) => rows.map(row => row[x]).join(''))]) {
      for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2;
      for (let at = line.indexOf(corner), after; at >= 0; at = line.indexOf(corner, after)) {
        const light = text => !text.includes('1'), found = !at || at === size - 7 || light(line.slice(Math.max(at - 4, 0), at)) || light(line.slice(at + 7, at + 11));
        if (found) sum += 40;
        after = at + (found ? 7 : 4);
      }
    }
    let dark = 0;
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        dark += rows[y][x];
        if (y && x && rows[y][x] === rows[y][x - 1] && rows[y][x] === rows[y - 1][x] && rows[y][x] === rows[y - 1][x - 1]) sum += 3;
      }
    }
    return sum + 10 * Math.floor(Math.abs(dark / size ** 2 * 100 - 50) / 5);
  };

  // The modules in rows, 1 for a dark one; null where the text is too long.
  const qr = text => {
    const bytes = new TextEncoder().encode(text);
    let version = 1;
    while (version <= 40 && dataWords(version) * 8 < 4 + (version < 10 ? 8 : 16) + bytes.length * 8) version += 1;
    if (version > 40) return null;
    const size = version * 4 + 17, rows = Array.from({length: size}, () => Array(size).fill(0)), taken = rows.map(row => row.map(() => false));
    const set = (y, x, value) => { rows[y][x] = value ? 1 : 0; taken[y][x] = true; };
    for (let i = 0; i < size; i++) { set(6, i, i % 2 === 0); set(i, 6, i % 2 === 0); }
    const square = (y, x, wide, light) => {
      for (let down = -wide; down <= wide; down++) {
        for (let side = -wide; side <= wide; side++) {
          if (y + down >= 0 && y + down < size && x + side >= 0 && x + side < size) set(y + down, x + side, !light.includes(Math.max(Math.abs(down), Math.abs(side))));
        }
      }
    };
    [[3, 3], [3, size - 4], [size - 4, 3]].forEach(([y, x]) => square(y, x, 4, [2, 4]));
    const places = centres(version), last = size - 7;
    for (const y of places) {
      for (const x of places) if (!(y === 6 && x === 6 || y === 6 && x === last || y === last && x === 6)) square(y, x, 2, [1]);
    }
    // The format stands in two copies, the version from the seventh on (7.9, 7.10); both are written when the mask is chosen.
    const format = value => {
      for (let i = 0; i < 15; i++) {
        const bit = value >> i & 1;
        set(i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, 8, bit);
        set(8, i < 8 ? size - 1 - i : i === 8 ? 7 : 14 - i, bit);
      }
    };
    const edition = value => { for (let i = 0; i < 18; i++) { const a = size - 11 + i % 3, b = Math.floor(i / 3); set(a, b, value >> i & 1); set(b, a, value >> i & 1); } };
    format(0);
    set(size - 8, 8, 0);
    if (version > 6) edition(0);
    const words = wordsOf(bytes, version);
    let at = 0;
    for (let right = size - 1; right > 0; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < size; step++) {
        const y = (right + 1 & 2) === 0 ? size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (!taken[y][x]) { rows[y][x] = (words[at >> 3] || 0) >> 7 - at % 8 & 1; at += 1; }
        }
      }
    }
    const masked = MASKS.map(mask => rows.map((row, y) => row.map((value, x) => taken[y][x] || mask(y, x) ? value : 1 - value)));
    const penalties = masked.map(penalty), best = penalties.indexOf(Math.min(...penalties));
    rows.splice(0, size, ...masked[best]);
    const code = (value, length, generator) => {
      let rest = value << length;
      for (let i = 31; i >= length; i--) if (rest >> i & 1) rest ^= generator << i - length;
      return value << length | rest;
    };
    format(code(best, 10, 0x537) ^ 0x5412);
    set(size - 8, 8, 1);
    if (version > 6) edition(code(version, 12, 0x1f25));
    return rows;
  };
  programme.qr = qr;
  // The same as a picture, with the light space around it that cameras need (6.3.8).
  programme.drawn = text => {
    const rows = qr(text), space = 'http://www.w3.org/2000/svg';
    if (!rows) return null;
    const size = rows.length + 8, image = document.createElementNS(space, 'svg'), path = document.createElementNS(space, 'path');
    image.setAttribute('viewBox', `0 0 ${size} ${size}`);
    image.setAttribute('aria-hidden', true);
    path.setAttribute('d', rows.flatMap((row, y) => row.map((dark, x) => dark ? `M${x + 4} ${y + 4}h1v1h-1z` : '')).join(''));
    image.append(path);
    return image;
  };
})();
