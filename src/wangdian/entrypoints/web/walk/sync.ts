// Brings to the server what it has not got, until nothing is left; safe to stop and start at any point.
import { fetchToday, post, Refusal, Unreachable } from "./server";
import { sendPhoto } from "./uploads";
import { settle } from "./drafts";
import { tidy } from "./left";
import { answersOf, FIRM, store } from "./store";
import type { KeptAnswer, KeptWalk } from "./shapes";

const PAUSES = [2_000, 5_000, 15_000, 60_000];
const PAUSE = 4_000; // ms after a change, a little longer than a draft needs to stand still
const AT_ONCE = 200; // answers in one request

export type Mood = "resting" | "sending" | "waiting" | "login";
export interface News {
  mood: Mood;
  /** Share of the photo under way, 0 to 1. */
  photo: number | null;
}
type Listener = (news: News) => void;

const listeners = new Set<Listener>();
let news: News = { mood: "resting", photo: null };
let running = false;
let again = false;
let misses = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let soon: ReturnType<typeof setTimeout> | undefined;

/** Tells now and at every change; returns what ends it. */
export function listen(listener: Listener): () => void {
  listeners.add(listener);
  listener(news);
  return () => listeners.delete(listener);
}

function tell(next: Partial<News>): void {
  news = { ...news, ...next };
  for (const listener of listeners) listener(news);
}

/** Starts a round unless one runs; what changes meanwhile is looked at in another. One tab at a time sends. */
export function sync(): void {
  clearTimeout(timer);
  clearTimeout(soon);
  if (running) {
    again = true;
    return;
  }
  running = true;
  again = false;
  void navigator.locks
    .request("wangdian-walk-sync", () => round())
    .then(
      () => rested("resting"),
      (error: unknown) => rested(moodAfter(error)),
    );
}

/** Starts a round once the person has paused. */
export function syncSoon(): void {
  clearTimeout(soon);
  soon = setTimeout(sync, PAUSE);
}

function moodAfter(error: unknown): Mood {
  if (error instanceof Refusal && error.code === "login") return "login";
  if (!(error instanceof Refusal) && !(error instanceof Unreachable)) console.error(error);
  return "waiting";
}

function rested(mood: Mood): void {
  running = false;
  misses = mood === "waiting" ? misses + 1 : 0;
  tell({ mood, photo: null });
  if (mood === "waiting") timer = setTimeout(sync, PAUSES[Math.min(misses, PAUSES.length) - 1]);
  else if (again) sync();
}

async function round(): Promise<void> {
  tell({ mood: "sending" });
  await fetchToday(); // also brings a token that counts
  await settle();
  const db = await store();
  const me = (await db.get("head", "today"))?.person.id;
  for (const walk of await db.getAll("walks")) if (walk.person === me) await sendWalk(walk);
  for (const fault of await db.getAll("faults")) if (fault.person === me && !fault.sent) await sendFault(fault.fault);
  await sendPhotos(me);
  await tidy();
}

async function sendWalk(walk: KeptWalk): Promise<void> {
  for (;;) {
    const waiting = (await answersOf(walk.walk)).filter((a) => !a.sent && !a.trouble).slice(0, AT_ONCE);
    const head = await (await store()).get("walks", walk.walk);
    if (!head || head.trouble || (waiting.length === 0 && head.head_sent)) return;
    await markTried(waiting);
    await kept(() => sendPart(head, waiting), async (trouble) => noteWalk(head.walk, { trouble }));
    if (waiting.length < AT_ONCE) return;
  }
}

/** From here on these answers are as they are: a changed mind is a new one. */
async function markTried(waiting: KeptAnswer[]): Promise<void> {
  const change = (await store()).transaction("answers", "readwrite", FIRM);
  for (const answer of waiting) await change.store.put({ ...answer, tried: true });
  await change.done;
}

interface Received {
  state: string;
  kept: string[];
  refused: { id: string | null; code: string; message: string }[];
  awaited: string[];
}

async function sendPart(head: KeptWalk, waiting: KeptAnswer[]): Promise<void> {
  const last = waiting.length < AT_ONCE;
  const said = await post<Received>(`/walk/api/walks/${head.walk}`, {
    person: head.person, outlet: head.outlet, kind: head.kind, started_at: head.started_at,
    finished_at: last ? head.finished_at : null, note: head.note, signature: head.signature,
    answers: waiting.map(({ walk: _w, sent: _s, tried: _t, trouble: _why, ...answer }) => answer),
  });
  const change = (await store()).transaction(["answers", "walks", "photos"], "readwrite");
  const answers = change.objectStore("answers");
  for (const id of said.kept) {
    const answer = await answers.get(id);
    if (answer) await answers.put({ ...answer, sent: true, trouble: null });
  }
  for (const refusal of said.refused) {
    const answer = refusal.id ? await answers.get(refusal.id) : undefined;
    if (answer) await answers.put({ ...answer, trouble: refusal.message });
  }
  const whole = said.refused.find((r) => r.id === null);
  const walks = change.objectStore("walks");
  const now = await walks.get(head.walk);
  // Only the head that was sent counts as sent: a signature drawn meanwhile goes in the next round.
  const same = now && last && now.finished_at === head.finished_at && now.note === head.note
    && now.signature?.sha256 === head.signature?.sha256;
  if (now) {
    await walks.put({
      ...now, state: said.state, head_sent: now.head_sent || Boolean(same && !whole), trouble: whole?.message ?? null,
    });
  }
  for (const hash of said.awaited) {
    const photo = await change.objectStore("photos").get(hash);
    if (photo?.sent) await change.objectStore("photos").put({ ...photo, sent: false });
  }
  await change.done;
}

async function sendFault(id: string): Promise<void> {
  const fault = await (await store()).get("faults", id);
  if (!fault || fault.trouble) return;
  const note = async (changed: { sent?: boolean; trouble?: string }): Promise<void> => {
    await (await store()).put("faults", { ...fault, ...changed });
  };
  await kept(
    async () => {
      const said = await post<{ outlet: string }>(`/walk/api/faults/${id}`, {
        person: fault.person, subject: fault.subject, tag: fault.tag, note: fault.note,
        reported_at: fault.reported_at, photo: fault.photo,
      });
      await nameOutlet(fault.photo?.sha256, said.outlet);
      await note({ sent: true });
    },
    (trouble) => note({ trouble }),
  );
}

/** A photo taken where only a tag was known learns where that was. */
async function nameOutlet(hash: string | undefined, outlet: string): Promise<void> {
  const change = (await store()).transaction("photos", "readwrite");
  const photo = hash ? await change.store.get(hash) : undefined;
  if (photo && photo.outlet === "") await change.store.put({ ...photo, outlet });
  await change.done;
}

async function sendPhotos(me: number | undefined): Promise<void> {
  const db = await store();
  const piece = (await db.get("head", "today"))?.limits.piece ?? 262_144;
  for (const hash of await db.getAllKeys("photos")) {
    const photo = await db.get("photos", hash);
    if (!photo || photo.sent || photo.trouble || photo.person !== me || !photo.outlet) continue;
    const note = async (changed: { sent?: boolean; trouble?: string }): Promise<void> => {
      await db.put("photos", { ...photo, ...changed });
    };
    tell({ photo: 0 });
    await kept(
      async () => {
        await sendPhoto(photo, piece, (ratio) => tell({ photo: ratio }));
        await note({ sent: true });
      },
      (trouble) => note({ trouble }),
    );
  }
}

/** What the server refuses for good is noted beside the thing and does not stop the rest; all else ends the round. */
async function kept(work: () => Promise<void>, refused: (why: string) => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.passing || error.code === "login" || error.code === "offset") throw error;
    if (error.code === "hash_differs") throw new Unreachable(error.message);
    await refused(error.message);
  }
}

async function noteWalk(id: string, changed: Partial<KeptWalk>): Promise<void> {
  const db = await store();
  const walk = await db.get("walks", id);
  if (walk) await db.put("walks", { ...walk, ...changed });
}

/** Tries at start, when the signal or the person comes back, and each minute while the page is open. */
export function keepSyncing(): void {
  addEventListener("online", sync);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") sync();
  });
  setInterval(sync, 60_000);
  sync();
}
