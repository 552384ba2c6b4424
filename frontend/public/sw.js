// Keeps the shell of the app, so that it opens without a network. What the API says is never kept here.
const SHELL = "recado-shell";
const FILES = "recado-files";
const MOST_FILES = 600;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.add("/")));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => event.waitUntil(Promise.all([self.clients.claim(), keepParts()])));

/** Fetches what is not kept yet, one after the other: nobody waits for it. */
async function keepParts() {
  const cache = await caches.open(FILES);
  const parts = await (await fetch("/parts.json", { cache: "no-cache" })).json();
  for (const part of parts) if (!(await cache.match(`/${part}`))) await cache.add(`/${part}`);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (url.pathname.startsWith("/assets/") || url.pathname.startsWith("/emoji/")) event.respondWith(file(request));
});

/** The page from the network, and without one the kept shell: every address begins with the same file. */
async function page(request) {
  const cache = await caches.open(SHELL);
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.headers.get("Content-Type")?.startsWith("text/html")) {
      const news = (await (await cache.match("/"))?.clone().text()) !== (await answer.clone().text());
      await cache.put("/", answer.clone());
      if (news) void keepParts().catch(() => undefined); // a release: its parts are fetched before they are needed
    }
    return answer;
  } catch (error) {
    const kept = await cache.match("/");
    if (kept) return kept;
    throw error;
  }
}

/** A file whose name says its content: once fetched it is good for ever. */
async function file(request) {
  const cache = await caches.open(FILES);
  const kept = await cache.match(request, { ignoreVary: true }); // a module is asked for with an Origin, a page is not
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_FILES)).map((key) => cache.delete(key)));
  }
  return answer;
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.path ?? "/inbox", self.location.origin).href;
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then(async ([open]) => {
      if (!open) return self.clients.openWindow(url);
      await open.focus();
      return open.navigate(url);
    }),
  );
});

/** A customer wrote, and nobody looked: what the API encrypted for this browser. */
self.addEventListener("push", (event) => {
  const { title, body, tag, path } = event.data.json();
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((open) => {
      if (tag !== "trial" && open.some((each) => each.focused)) return; // the page itself tells whoever looks at it
      const data = { path };
      return self.registration.showNotification(title, { body, tag, data, renotify: true, icon: "/icon-192.png" });
    }),
  );
});
