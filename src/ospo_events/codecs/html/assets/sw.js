// Before these lines stand VERSION, a digest of what is in the site, and KEPT and MORE: file -> digest of what is in it.
// KEPT is fetched at once, MORE where somebody asks for it, and nothing else is ever kept.
const SCOPE = new URL(registration.scope);
const PREFIX = `ospo-events ${SCOPE.pathname} `;
const NAME = PREFIX + VERSION;
const FILES = new Map(Object.entries({...KEPT, ...MORE}));
const keyOf = file => `${SCOPE.href}${file}?${FILES.get(file)}`;

// The file that an address means: a folder is its index, and some hosts leave out the end of a name.
function fileOf(url) {
  if (url.origin !== SCOPE.origin || !url.pathname.startsWith(SCOPE.pathname)) return undefined;
  const path = url.pathname.slice(SCOPE.pathname.length);
  return [path, path.replace(/(^|\/)$/, '$1index.html'), `${path}.html`].find(one => FILES.has(one));
}

async function fetched(file) {
  const response = await fetch(SCOPE.href + file, {cache: 'no-cache', credentials: 'same-origin'});
  // A browser does not take an answer that was led elsewhere for a page.
  return response.redirected ? new Response(response.body, {status: response.status, headers: response.headers}) : response;
}

async function kept(file) {
  const response = await fetched(file);
  // Whoever left has no cache, and does not get one again.
  if (response.ok && await caches.has(NAME)) await (await caches.open(NAME)).put(keyOf(file), response.clone());
  return response;
}

async function install() {
  const cache = await caches.open(NAME);
  const rest = Object.keys(KEPT).values();
  const work = async () => {
    for (const file of rest) {
      const same = await caches.match(keyOf(file));
      if (same) await cache.put(keyOf(file), same);
      else if (!(await kept(file)).ok && file === 'index.html') throw new Error('the site is not there');
    }
  };
  await Promise.all(Array.from({length: 6}, work));
  await skipWaiting();
}

async function forget(isOld) {
  const names = await caches.keys();
  await Promise.all(names.filter(name => name.startsWith(PREFIX) && isOld(name)).map(name => caches.delete(name)));
}

async function activate() {
  const names = await caches.keys();
  const isNewer = names.some(name => name.startsWith(PREFIX) && name !== NAME);
  await forget(name => name !== NAME);
  await clients.claim();
  // A message waits until the script of a page listens; a page may still be loading.
  if (isNewer) (await clients.matchAll({type: 'window'})).forEach(client => client.postMessage('newer'));
}

// Where the site was built anew without this script, the browser goes back to asking the network. An old page that it
// still shows may register the script once more; the next one does not.
async function leave() {
  const response = await fetch(location.href, {method: 'HEAD', cache: 'no-store'});
  if (response.status !== 404 && response.status !== 410) return;
  await registration.unregister();
  await forget(() => true);
}

async function answered(event, file, url) {
  const known = await caches.match(keyOf(file), {cacheName: NAME});
  const isPage = event.request.mode === 'navigate';
  if (!isPage && url.search && url.search !== `?${FILES.get(file)}`) {
    // A page of another edition asks for its own style or script.
    return fetch(event.request).catch(() => known || Response.error());
  }
  const fresh = known && !isPage ? null : kept(file);
  if (isPage) event.waitUntil(fresh.then(leave).catch(() => {}));
  return known || fresh;
}

addEventListener('install', event => event.waitUntil(install()));
addEventListener('activate', event => event.waitUntil(activate()));
addEventListener('fetch', event => {
  const {request} = event;
  const url = new URL(request.url);
  const file = request.method === 'GET' && !request.headers.has('range') ? fileOf(url) : undefined;
  if (file !== undefined) event.respondWith(answered(event, file, url));
});
