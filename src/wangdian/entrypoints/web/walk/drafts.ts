// Makes answers of what stands still: a draft may change at any time, an answer that was on its way never does.
import { FIRM, store, type Shelves } from "./store";
import type { IDBPTransaction } from "idb";
import { newId } from "./ids";
import { readable } from "./judge";
import type { Draft, KeptAnswer, KeptWalk } from "./shapes";

const QUIET = 3_000; // ms without a change, when nothing is missing
const PATIENT = 90_000; // ms, when a reason or a photo is still expected
type Change = IDBPTransaction<Shelves, ("drafts" | "answers" | "walks")[], "readwrite">;

/** Keeps a draft, and its walk if this is its first, in one transaction. */
export async function keepDraft(walk: KeptWalk, draft: Draft): Promise<void> {
  const change = (await store()).transaction(["drafts", "walks"], "readwrite", FIRM);
  const before = await change.objectStore("drafts").get(draft.key);
  await change.objectStore("drafts").put({ ...draft, answer: before?.answer ?? null });
  if (!(await change.objectStore("walks").getKey(walk.walk))) await change.objectStore("walks").put(walk);
  await change.done;
}

/** Takes a draft back to what it was; an answer made of it goes too unless it was already on its way. */
export async function putBack(draft: Draft): Promise<void> {
  const change = (await store()).transaction(["drafts", "answers"], "readwrite", FIRM);
  const now = await change.objectStore("drafts").get(draft.key);
  const made = now?.answer ? await change.objectStore("answers").get(now.answer) : undefined;
  if (made && !made.tried) await change.objectStore("answers").delete(made.id);
  const kept = made?.tried ? made.id : null;
  await change.objectStore("drafts").put({ ...draft, dirty: draft.says !== null, answer: kept });
  await change.done;
}

/** Makes an answer of every draft that stands still (or of all of one walk), in one transaction. */
export async function settle(only?: { walk: KeptWalk }): Promise<void> {
  const change: Change = (await store()).transaction(["drafts", "answers", "walks"], "readwrite", FIRM);
  const drafts = change.objectStore("drafts");
  const waiting = only ? await drafts.index("walk").getAll(only.walk.walk) : await drafts.getAll();
  for (const draft of waiting) {
    const values = readable(draft.values);
    const told = draft.says !== "val" || Object.keys(values).some((name) => name !== "variant");
    if (draft.dirty && draft.says && told && (only || isStill(draft))) await make(change, draft, values);
  }
  if (only) await change.objectStore("walks").put(only.walk);
  await change.done;
}

function isStill(draft: Draft): boolean {
  return Math.abs(Date.now() - Date.parse(draft.changed_at)) > (draft.whole ? QUIET : PATIENT);
}

async function make(change: Change, draft: Draft, values: Record<string, string>): Promise<void> {
  const answers = change.objectStore("answers");
  const before = draft.answer ? await answers.get(draft.answer) : undefined;
  // What never left gives way, and so does what the server refused: this one stands in its place.
  if (before && (!before.tried || (before.trouble && !before.sent))) await answers.delete(before.id);
  const { walk, requirement, edition, subject, says, reason, note, compared_with, photos } = draft;
  if (!says) return;
  const answer: KeptAnswer = {
    id: newId(), walk, requirement, edition, subject, says, values: says === "val" ? values : {}, reason, note,
    compared_with, answered_at: draft.said_at, photos, tried: false, sent: false, trouble: null,
  };
  await answers.put(answer);
  await change.objectStore("drafts").put({ ...draft, dirty: false, answer: answer.id });
}
