// Counts what has not reached the server, so that it can be said in words; drops what has long been safe there.
import { store } from "./store";
import { pairOf, type KeptAnswer, type KeptFault, type KeptPhoto, type KeptWalk } from "./shapes";

const KEPT_FOR = 3 * 24 * 3600_000; // ms after the end, so that the person can still look at it

export interface Unsent {
  items: number;
  photos: number;
  faults: number;
  /** Walks whose end or signature is all that is missing. */
  ends: number;
  /** Of all these, how many belong to somebody else who used this phone. */
  others: number;
  troubles: number;
}

export const nothing: Unsent = { items: 0, photos: 0, faults: 0, ends: 0, others: 0, troubles: 0 };
export const isNothing = (u: Unsent): boolean => u.items + u.photos + u.faults + u.ends + u.others === 0;

export async function unsent(): Promise<Unsent> {
  const db = await store();
  const [head, walks, answers, drafts, photos, faults] = await Promise.all([
    db.get("head", "today"), db.getAll("walks"), db.getAll("answers"), db.getAll("drafts"), db.getAll("photos"),
    db.getAll("faults"),
  ]);
  const mine = (one: { person: number }): boolean => !head || one.person === head.person.id;
  const people = new Map(walks.map((walk) => [walk.walk, walk]));
  const owned = (one: { walk: string }): boolean => mine(people.get(one.walk) ?? { person: head?.person.id ?? 0 });
  const open = [...answers.filter((a) => !a.sent), ...drafts.filter((d) => d.dirty && d.says)];
  const pairs = (list: { walk: string; requirement: string; subject: number }[]): number =>
    new Set(list.map((one) => `${one.walk} ${pairOf(one)}`)).size;
  const named = new Set(faults.map((fault) => fault.photo?.sha256));
  const shots = photos.filter((one) => !one.sent && (one.outlet || named.has(one.sha256)));
  const waiting = [...shots, ...faults.filter((one) => !one.sent)];
  return {
    items: pairs(open.filter(owned)),
    photos: shots.filter(mine).length,
    faults: faults.filter((one) => !one.sent && mine(one)).length,
    ends: walks.filter((walk) => !walk.head_sent && mine(walk) && !open.some((a) => a.walk === walk.walk)).length,
    others: waiting.filter((one) => !mine(one)).length + pairs(open.filter((one) => !owned(one))),
    troubles: [...walks, ...answers, ...photos, ...faults].filter((one) => one.trouble).length,
  };
}

/** Drops walks that ended days ago, and faults, once each answer and each photo of them is safe with the server. */
export async function tidy(): Promise<void> {
  const db = await store();
  const before = new Date(Date.now() - KEPT_FOR).toISOString();
  for (const walk of await db.getAll("walks")) {
    if (walk.finished_at && walk.finished_at < before && walk.head_sent) await dropWalk(walk);
  }
  const named = new Set((await db.getAll("faults")).map((fault) => fault.photo?.sha256));
  for (const photo of await db.getAll("photos")) {
    const left = !photo.outlet && !named.has(photo.sha256) && photo.taken_at < before;
    if (left) await db.delete("photos", photo.sha256); // of a fault that was never reported
  }
  for (const fault of await db.getAll("faults")) {
    if (fault.sent && fault.reported_at < before) await dropFault(fault);
  }
}

async function dropWalk(walk: KeptWalk): Promise<void> {
  const db = await store();
  const answers: KeptAnswer[] = await db.getAllFromIndex("answers", "walk", walk.walk);
  const drafts = await db.getAllFromIndex("drafts", "walk", walk.walk);
  const hashes = [...answers, ...drafts].flatMap((a) => a.photos.map((p) => p.sha256));
  if (walk.signature) hashes.push(walk.signature.sha256);
  const photos = await Promise.all(hashes.map((hash) => db.get("photos", hash)));
  if (answers.some((a) => !a.sent) || drafts.some((d) => d.dirty) || photos.some((p) => p && !p.sent)) return;
  const change = db.transaction(["walks", "answers", "drafts", "photos"], "readwrite");
  for (const answer of answers) await change.objectStore("answers").delete(answer.id);
  for (const draft of drafts) await change.objectStore("drafts").delete(draft.key);
  for (const hash of hashes) await change.objectStore("photos").delete(hash);
  await change.objectStore("walks").delete(walk.walk);
  await change.done;
}

async function dropFault(fault: KeptFault): Promise<void> {
  const db = await store();
  const photo: KeptPhoto | undefined = fault.photo ? await db.get("photos", fault.photo.sha256) : undefined;
  if (photo && !photo.sent) return;
  const change = db.transaction(["faults", "photos"], "readwrite");
  if (photo) await change.objectStore("photos").delete(photo.sha256);
  await change.objectStore("faults").delete(fault.fault);
  await change.done;
}
