// Takes a walk in hand: one on this phone, one that is planned, or a new one; nothing is kept before the first answer.
import { newId } from "./ids";
import { nowText } from "./moments";
import { fetchPlace } from "./server";
import { requirementKey, type KeptWalk, type Place, type PlannedWalk, type Requirement, type WalkKind } from "./shapes";
import { store } from "./store";
import { Walking } from "./walking";

export async function openWalk(id: string): Promise<Walking | null> {
  const db = await store();
  const head = await db.get("head", "today");
  const planned = head?.walks.find((one) => one.walk === id);
  const walk = (await db.get("walks", id)) ?? (planned && head ? fresh(planned, head.person.id) : undefined);
  return walk ? inHand(walk, planned?.answered ?? []) : null;
}

async function inHand(walk: KeptWalk, answered: string[]): Promise<Walking> {
  const db = await store();
  const place = await placeOf(walk.outlet);
  const wanted = new Set(place.zones.flatMap((zone) => zone.items.map(requirementKey)));
  const requirements = new Map<string, Requirement>();
  for (const key of wanted) {
    const found = await db.get("requirements", key);
    if (found) requirements.set(key, found);
  }
  const drafts = await db.getAllFromIndex("drafts", "walk", walk.walk);
  return new Walking(walk, place, requirements, drafts, new Set([...walk.answered_before, ...answered]));
}

export async function placeOf(code: string): Promise<Place> {
  return (await (await store()).get("places", code)) ?? (await fetchPlace(code));
}

/** A walk without a plan; kept at once, so that its address can be opened again. */
export async function beginWalk(outlet: string, kind: WalkKind): Promise<string> {
  const db = await store();
  const head = await db.get("head", "today");
  const walk = blank(newId(), outlet, kind, head?.person.id ?? 0);
  await db.put("walks", walk);
  return walk.walk;
}

function fresh(planned: PlannedWalk, person: number): KeptWalk {
  return {
    ...blank(planned.walk, planned.outlet, planned.kind, person), plan: planned.plan, packs: planned.packs,
    due_until: planned.due_until, answered_before: planned.answered, state: planned.state,
  };
}

function blank(walk: string, outlet: string, kind: WalkKind, person: number): KeptWalk {
  return {
    walk, person, outlet, kind, plan: null, packs: [], due_until: null, answered_before: [], started_at: nowText(),
    finished_at: null, note: "", signature: null, head_sent: true, state: "planned", trouble: null,
  };
}
