// What the phone keeps, in IndexedDB: each change is one transaction, and nothing goes before the server has it.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { KeptAnswer, KeptFault, KeptPhoto, KeptWalk, Place, Requirement, Today } from "./shapes";

export type Head = Omit<Today, "places" | "requirements"> & { etag: string | null; fetched_at: string };

interface Shelves extends DBSchema {
  head: { key: "today"; value: Head };
  places: { key: string; value: Place };
  requirements: { key: string; value: Requirement };
  walks: { key: string; value: KeptWalk };
  answers: { key: string; value: KeptAnswer; indexes: { walk: string } };
  photos: { key: string; value: KeptPhoto };
  faults: { key: string; value: KeptFault };
}

let opened: Promise<IDBPDatabase<Shelves>> | null = null;

export function store(): Promise<IDBPDatabase<Shelves>> {
  opened ??= openDB<Shelves>("wangdian-walk", 1, {
    upgrade(db) {
      db.createObjectStore("head");
      db.createObjectStore("places", { keyPath: "outlet.code" });
      db.createObjectStore("requirements");
      db.createObjectStore("walks", { keyPath: "walk" });
      db.createObjectStore("answers", { keyPath: "id" }).createIndex("walk", "walk");
      db.createObjectStore("photos", { keyPath: "sha256" });
      db.createObjectStore("faults", { keyPath: "fault" });
    },
  });
  return opened;
}

/** Takes over what the server said of today; what was gathered here stays. */
export async function keepToday(today: Today, etag: string | null): Promise<void> {
  const { places, requirements, ...head } = today;
  const change = (await store()).transaction(["head", "places", "requirements"], "readwrite");
  await change.objectStore("head").put({ ...head, etag, fetched_at: new Date().toISOString() }, "today");
  for (const place of places) await change.objectStore("places").put(place);
  for (const [key, requirement] of Object.entries(requirements)) {
    await change.objectStore("requirements").put(requirement, key);
  }
  await change.done;
}

/** Keeps a photo's bytes before anything names them. The same photo again changes nothing. */
export async function keepPhoto(photo: KeptPhoto): Promise<void> {
  const change = (await store()).transaction("photos", "readwrite");
  if (!(await change.store.getKey(photo.sha256))) await change.store.put(photo);
  await change.done;
}

/** Keeps an answer and marks the walk as having something unsent, in one transaction. */
export async function keepAnswer(answer: KeptAnswer): Promise<void> {
  await (await store()).put("answers", answer);
}

export async function answersOf(walk: string): Promise<KeptAnswer[]> {
  const all = await (await store()).getAllFromIndex("answers", "walk", walk);
  return all.sort((a, b) => a.answered_at.localeCompare(b.answered_at) || a.id.localeCompare(b.id));
}

export interface Unsent {
  walks: number;
  answers: number;
  photos: number;
  faults: number;
  troubles: string[];
}

/** What has not reached the server yet, to be said in words. */
export async function unsent(): Promise<Unsent> {
  const db = await store();
  const [walks, answers, photos, faults] = await Promise.all([
    db.getAll("walks"), db.getAll("answers"), db.getAll("photos"), db.getAll("faults"),
  ]);
  const waiting = [walks.filter((w) => !w.head_sent), answers, photos, faults].map((list, n) =>
    n === 0 ? list : (list as { sent: boolean }[]).filter((one) => !one.sent),
  );
  const troubles = [...walks, ...answers, ...photos, ...faults].flatMap((one) => (one.trouble ? [one.trouble] : []));
  return {
    walks: waiting[0].length, answers: waiting[1].length, photos: waiting[2].length, faults: waiting[3].length,
    troubles: [...new Set(troubles)],
  };
}
