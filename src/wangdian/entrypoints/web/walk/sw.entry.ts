// The service worker: the program starts without a network; what the server says of today is never kept as a page.
import { PICTURES } from "./pictures";

declare const self: ServiceWorkerGlobalScope & { SHELL: { version: string; files: string[] } };

const PROGRAM = `walk-${self.SHELL.version}`;
const PAGE = "/walk/";

self.addEventListener("install", (event) => {
  event.waitUntil(take().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOlder().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (address.pathname === PAGE) event.respondWith(kept(PAGE, request));
  } else if (self.SHELL.files.includes(address.pathname)) {
    event.respondWith(kept(address.pathname, request));
  } else if (/^\/photos\/[0-9a-f]{64}\.jpg$/.test(address.pathname)) {
    event.respondWith(picture(request, (work) => event.waitUntil(work)));
  }
});

/** All or nothing: a page sent to the login would otherwise be kept in place of ours. */
async function take(): Promise<void> {
  const answers = await Promise.all(self.SHELL.files.map(async (file) => {
    const answer = await fetch(file, { cache: "reload", credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(`${file}: ${answer.status}`);
    return [file, answer] as const;
  }));
  const cache = await caches.open(PROGRAM);
  for (const [file, answer] of answers) await cache.put(file, answer);
}

async function dropOlder(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith("walk-") && name !== PROGRAM && name !== PICTURES) await caches.delete(name);
  }
}

async function kept(file: string, request: Request): Promise<Response> {
  const cache = await caches.open(PROGRAM);
  return (await cache.match(file, { ignoreVary: true })) ?? fetch(request);
}

/** What is here is shown at once, and asked for again: parts of it may have been made unreadable, or it is gone. */
async function picture(request: Request, later: (work: Promise<unknown>) => void): Promise<Response> {
  const cache = await caches.open(PICTURES);
  const found = await cache.match(request.url, { ignoreVary: true });
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected) await cache.put(request.url, answer.clone());
    else if (answer.status === 404 || answer.status === 410) await cache.delete(request.url);
    return answer;
  });
  if (!found) return fresh;
  later(fresh.catch(() => undefined)); // without a signal what is here counts
  return found;
}
