// Keeps the program itself on the phone, and offers a newer one without forcing it on anybody.
import { make } from "./elements";
import { PICTURES } from "./pictures";
import { store } from "./store";
import { t } from "./words";

const MOST_REFERENCES = 200;

export function keepProgram(): void {
  if (!("serviceWorker" in navigator)) return;
  const had = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (had) offer();
  });
  void navigator.serviceWorker.register("/walk/sw.js", { scope: "/walk/" }).catch((why: unknown) => console.warn(why));
}

/** What was typed lies in the store, so that a new start loses nothing; still the person says when. */
function offer(): void {
  if (document.querySelector(".newer")) return;
  document.body.prepend(make("p.newer", { role: "status" }, t("new_version"), make("button.plain", { onclick: () => location.reload() }, t("use_it"))));
}

/** Brings the reference photos of the walks that are due, and those of findings that stand, so that they are there without a signal. */
export async function bringReferences(): Promise<void> {
  if (!navigator.serviceWorker?.controller) return;
  const db = await store();
  const due = new Set((await db.get("head", "today"))?.walks.map((walk) => walk.outlet));
  const items = (await db.getAll("places")).filter((place) => due.has(place.outlet.code)).flatMap((place) => place.zones.flatMap((zone) => zone.items));
  const hashes = new Set(items.flatMap((item) => [item.before, item.reference].filter((hash) => hash !== null && hash !== undefined)));
  const here = await caches.open(PICTURES);
  for (const address of [...hashes].slice(0, MOST_REFERENCES).map((hash) => `/photos/${hash}.jpg`)) {
    if (await here.match(address, { ignoreVary: true })) continue; // it is looked at again when it is shown
    await fetch(address).catch(() => undefined);
  }
}
