// What the phone keeps, in IndexedDB: each change is one transaction, and nothing goes before the server has it.
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Draft, KeptAnswer, KeptFault, KeptPhoto, KeptWalk, Place, Requirement, Today } from "./shapes";

export type Head = Omit<Today, "places" | "requirements"> & {
  etag: string | null;
  fetched_at: string;
  /** How far the server's clock is ahead of this phone's, in ms. */
  skew: number;
};

export interface Shelves extends DBSchema {
  head: { key: "today"; value: Head };
  habits: { key: string; value: string | number | string[] };
  places: { key: string; value: Place };
  requirements: { key: string; value: Requirement };
  walks: { key: string; value: KeptWalk };
  drafts: { key: string; value: Draft; indexes: { walk: string } };
  answers: { key: string; value: KeptAnswer; indexes: { walk: string } };
  photos: { key: string; value: KeptPhoto };
  faults: { key: string; value: KeptFault };
}
export type Database = IDBPDatabase<Shelves>;

/** Written through to the disk before it counts as kept. */
export const FIRM: IDBTransactionOptions = { durability: "strict" };

let opened: Promise<Database> | null = null;

export function store(): Promise<Database> {
  opened ??= openDB<Shelves>("wangdian-walk", 1, {
    upgrade(db) {
      db.createObjectStore("head");
      db.createObjectStore("habits");
      db.createObjectStore("places", { keyPath: "outlet.code" });
      db.createObjectStore("requirements");
      db.createObjectStore("walks", { keyPath: "walk" });
      db.createObjectStore("drafts", { keyPath: "key" }).createIndex("walk", "walk");
      db.createObjectStore("answers", { keyPath: "id" }).createIndex("walk", "walk");
      db.createObjectStore("photos", { keyPath: "sha256" });
      db.createObjectStore("faults", { keyPath: "fault" });
    },
    blocking() {
      location.reload(); // a newer version of this program wants to change the shelves
    },
  });
  return opened;
}

/** Takes over what the server said of today; what was gathered here stays. */
export async function keepToday(today: Today, etag: string | null): Promise<void> {
  const { places, requirements, ...head } = today;
  const change = (await store()).transaction(["head", "places", "requirements"], "readwrite");
  const before = await change.objectStore("head").get("today");
  if (before && before.person.id !== head.person.id) await change.objectStore("places").clear();
  const skew = Date.parse(today.now) - Date.now();
  await change.objectStore("head").put({ ...head, etag, fetched_at: new Date().toISOString(), skew }, "today");
  for (const place of places) await change.objectStore("places").put(place);
  for (const [key, requirement] of Object.entries(requirements)) {
    await change.objectStore("requirements").put(requirement, key);
  }
  await change.done;
}

/** Nothing else changed: a token that counts now, and how the clocks stand. */
export async function keepToken(csrf: string | null, date: string | null): Promise<void> {
  const change = (await store()).transaction("head", "readwrite");
  const head = await change.store.get("today");
  const skew = date ? Date.parse(date) - Date.now() : head?.skew;
  if (head) await change.store.put({ ...head, csrf: csrf ?? head.csrf, skew: skew ?? 0 }, "today");
  await change.done;
}

/** Keeps a photo's bytes before anything names them. The same photo again changes nothing. */
export async function keepPhoto(photo: KeptPhoto): Promise<void> {
  const change = (await store()).transaction("photos", "readwrite", FIRM);
  if (!(await change.store.getKey(photo.sha256))) await change.store.put(photo);
  await change.done;
}

export async function answersOf(walk: string): Promise<KeptAnswer[]> {
  const all = await (await store()).getAllFromIndex("answers", "walk", walk);
  return all.sort((a, b) => a.answered_at.localeCompare(b.answered_at) || a.id.localeCompare(b.id));
}

export async function habit<T extends string | number | string[]>(name: string, otherwise: T): Promise<T> {
  return ((await (await store()).get("habits", name)) as T | undefined) ?? otherwise;
}

export async function keepHabit(name: string, value: string | number | string[]): Promise<void> {
  await (await store()).put("habits", value, name);
}
