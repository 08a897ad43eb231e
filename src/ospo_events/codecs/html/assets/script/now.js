
// What is on now; ?at=2024-07-09T10:00Z asks for another moment.
const asked = Date.parse(new URLSearchParams(location.search).get('at') || '');
const line = made('p', {className: 'nl'}), news = made('p', {className: 'news', hidden: true});
one('.zone').after(news);
const tell = now => {
  const live = items.filter(item => !item.off && item.start !== null).sort((one, two) => one.start - two.start);
  const next = live.find(item => item.start > now);
  if (!live.length || data.off) return '';
  const at = next && clock(shownIn).read(next.start), time = at && at.hour + ':' + at.minute;
  if (now < live[0].start) return say('before', {day: one('h2', next.day).firstChild.textContent.trim(), time});
  if (next) return next.start - now > 432e5 ? '' : say('soon', {time, minutes: Math.ceil((next.start - now) / 6e4)});
  const last = days.map(day => Date.parse(day.dataset.to || '')).filter(Boolean).sort((one, two) => one - two).pop();
  return now >= last ? data.words.after : '';
};
const tick = () => {
  const now = asked || Date.now();
  all('.nowr').forEach(row => row.classList.remove('nowr'));
  line.remove();
  for (const item of items) {
    if (item.start === null) continue;
    const on = !item.off && item.start <= now && now < (item.end === null ? Date.parse(item.day.dataset.to) : item.end);
    if (on === item.on) continue;
    item.on = on;
    item.element.classList.toggle('now', on);
    if (on) item.when.after(made('span', {className: 'nowb', textContent: data.words.now}));
    else one(':scope > .nowb', item.element).remove();
  }
  for (const day of all('.day[data-from]')) {
    if (!(Date.parse(day.dataset.from) <= now && now < Date.parse(day.dataset.to))) continue;
    const at = clock(shownIn).read(now);
    line.textContent = say('nowAt', {time: at.hour + ':' + at.minute});
    const next = all('.slot', day).find(slot => byElement.get(slot.firstElementChild).start > now);
    next ? next.before(line) : one('.agenda', day).append(line);
    const rows = all('tbody tr:not(.bn)', day).filter(row => Date.parse(one('th time', row).dateTime) <= now);
    if (rows.length) rows[rows.length - 1].classList.add('nowr');
  }
  const said = tell(now);
  news.textContent = said;
  news.hidden = !said;
  one('#jump').hidden = !line.isConnected;
};
one('#jump').addEventListener('click', () => {
  const row = one('#view-grid').checked && one('.nowr'), running = all('.now').find(element => element.checkVisibility());
  (row || running || line).scrollIntoView();
});
setInterval(tick, 60000);
