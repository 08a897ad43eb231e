// What the browser keeps of the site for times without network; a page that is opened from a disk needs nothing of it.
if (/^h/.test(location.protocol) && navigator.serviceWorker) {
  const workers = navigator.serviceWorker;
  // A browser looks for a new build when it finds the time; whoever opens a page wants to know at once.
  workers.register('sw.js').then(one => workers.controller && one.update()).catch(() => {});
  workers.addEventListener('message', () => {
    if (document.querySelector('.newer')) return;
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
