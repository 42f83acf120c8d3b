// A walk in hand: its zones and items, what was said of each, what is left; every change is kept before it counts.
import { keepDraft, putBack } from "./drafts";
import { judge } from "./judge";
import { now, nowText } from "./moments";
import { store } from "./store";
import { pairOf, requirementKey, type Draft, type Item, type KeptWalk, type Place, type Requirement, type Zone } from "./shapes";

export type State = "open" | "partial" | "ok" | "fail" | "na" | "before";

export interface Row {
  pair: string;
  item: Item;
  requirement: Requirement;
  zone: number;
}
export interface Counts {
  all: number;
  left: number;
  ok: number;
  fail: number;
  na: number;
}
type Patch = Partial<Pick<Draft, "says" | "values" | "reason" | "note" | "photos">>;

const isOpen = (state: State): boolean => state === "open" || state === "partial";

export class Walking {
  readonly zones: { zone: Zone; rows: Row[] }[];
  readonly rows: Row[];
  private readonly drafts = new Map<string, Draft>();
  private readonly past: { pair: string; was: Draft | undefined }[] = [];
  private readonly watchers = new Set<(pair: string | null) => void>();
  private readonly channel = new BroadcastChannel("wangdian-walk");

  constructor(
    public walk: KeptWalk, readonly place: Place, requirements: Map<string, Requirement>, drafts: Draft[],
    private readonly before: Set<string>,
  ) {
    this.zones = zonesOf(walk, place, requirements);
    this.rows = this.zones.flatMap((one) => one.rows);
    for (const draft of drafts) this.drafts.set(pairOf(draft), draft);
    this.channel.onmessage = (event: MessageEvent<string>) => {
      if (event.data === walk.walk) void this.reload();
    };
  }

  close(): void {
    this.channel.close();
    this.watchers.clear();
  }

  /** `pair` is null when anything may have changed. */
  watch(watcher: (pair: string | null) => void): void {
    this.watchers.add(watcher);
  }

  draft(row: Row): Draft | undefined {
    return this.drafts.get(row.pair);
  }

  state(row: Row): State {
    const draft = this.draft(row);
    if (!draft?.says) return this.before.has(row.pair) ? "before" : "open";
    if (draft.says !== "val") return draft.says;
    const { says } = judge(row.requirement, draft.values, draft.values.variant ?? "");
    return says === "holds" ? "ok" : says === "fails" ? "fail" : "partial";
  }

  photosMissing(row: Row): number {
    const { when, count } = row.requirement.photo;
    const state = this.state(row);
    const wanted = (when === "always" && (state === "ok" || state === "fail")) || (when === "on_failure" && state === "fail");
    return wanted ? Math.max(0, count - (this.draft(row)?.photos.length ?? 0)) : 0;
  }

  reasonMissing(row: Row): boolean {
    const draft = this.draft(row);
    return draft?.says === "fail" && row.requirement.reasons.length > 0 && !draft.reason && !draft.note.trim();
  }

  counts(rows: Row[] = this.rows): Counts {
    const states = rows.map((row) => this.state(row));
    const count = (...wanted: State[]): number => states.filter((state) => wanted.includes(state)).length;
    return {
      all: rows.length, left: states.filter(isOpen).length, ok: count("ok", "before"), fail: count("fail"), na: count("na"),
    };
  }

  /** The next row that is open, from `after` on and around. */
  nextOpen(after: Row | null): Row | null {
    const start = after ? this.rows.indexOf(after) + 1 : 0;
    const around = [...this.rows.slice(start), ...this.rows.slice(0, start)];
    return around.find((row) => isOpen(this.state(row))) ?? null;
  }

  /** Shows the change at once and resolves when it is on the disk. */
  async change(row: Row, patch: Patch): Promise<void> {
    const was = this.draft(row);
    if (!sameStep(was, patch)) this.past.push({ pair: row.pair, was });
    const next: Draft = { ...(was ?? this.blank(row)), ...patch, changed_at: new Date().toISOString(), dirty: true };
    next.said_at = later(was?.said_at);
    this.drafts.set(row.pair, next);
    next.whole = this.photosMissing(row) === 0 && !this.reasonMissing(row) && this.state(row) !== "partial";
    this.tell(row.pair);
    await keepDraft(this.walk, next);
    this.channel.postMessage(this.walk.walk);
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  /** Takes the last change back; the row that it was, or null. */
  async undo(): Promise<Row | null> {
    const last = this.past.pop();
    const row = this.rows.find((one) => one.pair === last?.pair);
    if (!last || !row) return null;
    const back = { ...(last.was ?? this.blank(row)), changed_at: new Date().toISOString() };
    back.said_at = later(this.draft(row)?.said_at);
    this.drafts.set(row.pair, back);
    this.tell(row.pair);
    await putBack(back);
    this.channel.postMessage(this.walk.walk);
    return row;
  }

  private blank(row: Row): Draft {
    const { requirement, edition, subject, expected } = row.item;
    return {
      key: `${this.walk.walk} ${row.pair}`, walk: this.walk.walk, requirement, edition, subject, says: null, values: {},
      reason: "", note: "", compared_with: expected?.zh ?? null, photos: [], changed_at: "", said_at: "", dirty: false,
      whole: true, answer: null,
    };
  }

  private async reload(): Promise<void> {
    const db = await store();
    for (const draft of await db.getAllFromIndex("drafts", "walk", this.walk.walk)) this.drafts.set(pairOf(draft), draft);
    this.walk = (await db.get("walks", this.walk.walk)) ?? this.walk;
    this.tell(null);
  }

  private tell(pair: string | null): void {
    for (const watcher of this.watchers) watcher(pair);
  }
}

/** Typing one text or figure is one step, however many letters it has. */
function sameStep(was: Draft | undefined, patch: Patch): boolean {
  if (!was) return false;
  if ("note" in patch && Object.keys(patch).length === 1) return was.note !== "";
  return patch.values !== undefined && was.says === "val" && Object.keys(was.values).length === Object.keys(patch.values).length;
}

function later(than: string | undefined): string {
  const earliest = than ? Date.parse(than) + 1 : 0;
  return now() >= earliest ? nowText() : new Date(earliest).toISOString();
}

function zonesOf(walk: KeptWalk, place: Place, requirements: Map<string, Requirement>): { zone: Zone; rows: Row[] }[] {
  const found: { zone: Zone; rows: Row[] }[] = [];
  for (const zone of place.zones) {
    const rows: Row[] = [];
    for (const item of zone.items) {
      const requirement = requirements.get(requirementKey(item));
      if (!requirement || (walk.packs.length > 0 && !walk.packs.includes(requirement.pack))) continue;
      rows.push({ pair: pairOf(item), item, requirement, zone: found.length });
    }
    if (rows.length > 0) found.push({ zone, rows });
  }
  return found;
}
