// What the browser keeps of the site for times without network; a page that is opened from a disk needs nothing of it.
if (/^h/.test(location.protocol) && navigator.serviceWorker) {
  const workers = navigator.serviceWorker;
  const wasKept = workers.controller !== null;
  workers.register('sw.js').catch(() => {});
  workers.addEventListener('controllerchange', () => {
    if (!wasKept || document.querySelector('.newer')) return;
    const words = JSON.parse(document.getElementById('programme-data').textContent).words;
    const note = document.createElement('p');
    const button = document.createElement('button');
    note.className = 'newer';
    note.setAttribute('role', 'status');
    button.type = 'button';
    button.textContent = words.reload;
    button.addEventListener('click', () => location.reload());
    document.body.append(note);
    note.append(words.newer + ' ', button);
  });
}
