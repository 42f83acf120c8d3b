// Where a QR code leads: to what it stands on, with what can be done there.
import { beginHere } from "./begin";
import { icon, make, show, type Child } from "./elements";
import { headOf } from "./head";
import { placeOf } from "./open_walk";
import { ask, Refusal, Unreachable } from "./server";
import { store } from "./store";
import { nameOf, t } from "./words";
import type { Place } from "./shapes";

interface Spot {
  place: Place;
  subject: number;
}

export async function tagScreen(root: HTMLElement, tag: string): Promise<void> {
  try {
    const spot = (await onPhone(tag)) ?? (await asked(tag));
    show(root, ...(await drawn(spot)));
  } catch (why) {
    if (!(why instanceof Unreachable) && !(why instanceof Refusal)) throw why;
    const offline = why instanceof Unreachable;
    root.append(headOf(t("fault_tag", { tag }), "#/"),
      make("p.empty", {}, offline ? t("tag_offline") : t("tag_unknown")),
      offline ? make("a.act.wide", { href: `#/fault/tag/${tag}` }, icon("fault"), t("my_fault")) : make("a.act", { href: "#/" }, t("home")));
  }
}

async function onPhone(tag: string): Promise<Spot | null> {
  for (const place of await (await store()).getAll("places")) {
    if (place.outlet.tag === tag) return { place, subject: place.outlet.subject };
    const found = place.subjects.find((one) => one.tag === tag) ?? place.zones.map((z) => ({ id: z.subject, tag: z.tag })).find((z) => z.tag === tag);
    if (found) return { place, subject: found.id };
  }
  return null;
}

async function asked(tag: string): Promise<Spot> {
  const answer = await ask(`/walk/api/tags/${encodeURIComponent(tag)}`);
  const { outlet, subject } = (await answer.json()) as { outlet: string; subject: number };
  return { place: await placeOf(outlet), subject };
}

async function drawn({ place, subject }: Spot): Promise<Child[]> {
  const db = await store();
  const head = await db.get("head", "today");
  const label = place.subjects.find((one) => one.id === subject)?.label ?? "";
  const what = subject === place.outlet.subject ? nameOf(place.outlet) : label;
  const done = new Set((await db.getAll("walks")).filter((one) => one.finished_at).map((one) => one.walk));
  const due = (head?.walks ?? []).filter((one) => one.outlet === place.outlet.code && !done.has(one.walk));
  const begun = (await db.getAll("walks")).filter((one) => one.outlet === place.outlet.code && !one.finished_at && !due.some((d) => d.walk === one.walk));
  const waiting = [...due, ...begun].map((one) => make("a.plain.wide", { href: `#/w/${one.walk}` }, one.plan || t(one.kind)));
  return [
    headOf(what, "#/"), make("p.about", {}, nameOf(place.outlet)),
    make("section", {}, make("div.tall", {},
      place.may_report && make("a.act.wide", { href: `#/fault/at/${subject}` }, icon("fault"), t("here_fault", { what })))),
    waiting.length > 0 && make("section", {}, make("h2", {}, t("here_walks")), make("div.tall", {}, ...waiting)),
    ...(place.kinds.length > 0 ? beginHere(place, t("begin_other")) : []),
  ];
}
