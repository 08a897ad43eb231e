// A browser that opens the page from a disk refuses the manifest, and says so: it is named where the page has a host.
if (/^h/.test(location.protocol)) {
  document.head.append(Object.assign(document.createElement('link'), {rel: 'manifest', href: 'manifest.webmanifest'}));
}
