// All that a page without a script of its own has of a site that is kept offline; it lies in assets/, below the root.
const lies = document.currentScript.src;
if (/^h/.test(lies)) {
  const href = new URL('../manifest.webmanifest', lies);
  document.head.append(Object.assign(document.createElement('link'), {rel: 'manifest', href}));
  navigator.serviceWorker?.register(new URL('../sw.js', lies)).catch(() => {});
}
