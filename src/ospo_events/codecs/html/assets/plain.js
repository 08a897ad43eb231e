// All that a page without a script of its own has of a site that is kept offline; it lies in assets/, below the root.
if (/^h/.test(location.protocol)) {
  const rooted = file => new URL(`../${file}`, document.currentScript.src);
  document.head.append(Object.assign(document.createElement('link'), {rel: 'manifest', href: rooted('manifest.webmanifest')}));
  if ('serviceWorker' in navigator) navigator.serviceWorker.register(rooted('sw.js')).catch(() => {});
}
