// The first screen: which walk is next and how long is left, then the others; report, scan and begin under the thumb.
import { icon, make, show } from "./elements";
import { dayAndTime, left, atPhone } from "./moments";
import { openWalk } from "./open_walk";
import type { Leave } from "./router";
import { whyLeft } from "./status";
import { store, keepHabit, type Head } from "./store";
import { listen, sync } from "./sync";
import { nameOf, speak, spoken, t } from "./words";
import type { KeptWalk, Place, PlannedWalk } from "./shapes";
import type { Counts } from "./walking";

interface Due {
  walk: string;
  title: string;
  where: string;
  place: string;
  from: string | null;
  until: string | null;
  began: boolean;
  others: number;
}

export async function homeScreen(root: HTMLElement): Promise<Leave> {
  root.classList.add("home");
  let before = "";
  let why = "";
  const paint = async (): Promise<void> => {
    const drawn = await draw(why);
    if (drawn.outerHTML === before) return;
    before = drawn.outerHTML;
    show(root, drawn);
  };
  await paint();
  const off = listen((news) => {
    why = whyLeft(news);
    if (news.mood !== "sending") void paint();
  });
  const clock = setInterval(() => void paint(), 30_000);
  return () => { off(); clearInterval(clock); };
}

async function draw(why: string): Promise<HTMLElement> {
  const db = await store();
  const [head, walks, places] = await Promise.all([db.get("head", "today"), db.getAll("walks"), db.getAll("places")]);
  if (!head) return make("div", {}, top(null), make("p.empty", {}, t("empty_new")), why && make("p.soft", {}, why), make("button.act", { onclick: sync }, t("try_again")));
  const named = new Map(places.map((place) => [place.outlet.code, place]));
  const due = dueWalks(head, walks, named);
  const done = walks.filter((walk) => walk.finished_at && walk.person === head.person.id);
  const [first, ...others] = due;
  return make("div", {}, top(head),
    first ? lead(first, await countsOf(first)) : make("section.lead", {}, make("p.big", {}, t("lead_none")), make("p.soft", {}, t("empty_home"))),
    others.length > 0 && make("section", {}, make("h2", {}, t("other_walks")), make("ol.rows", {}, ...others.map(line))),
    done.length > 0 && make("section", {}, make("h2", {}, t("done_today")), make("ol.rows", {}, ...done.map((walk) => doneLine(walk, named)))),
    head.more_places && make("p.soft", {}, t("more_places")),
    make("nav.reach.three", { "aria-label": t("app") },
      head.person.may_report && make("a.plain", { href: "#/fault" }, icon("fault"), t("my_fault")),
      make("a.plain", { href: "#/scan" }, icon("scan"), t("scan")),
      head.person.may_walk && make("a.plain", { href: "#/begin" }, icon("walk"), t("begin_other"))));
}

function top(head: Head | null): HTMLElement {
  return make("header.over", {},
    make("a.back", { href: "/", "aria-label": t("desk") }, icon("back")),
    make("p.me", {}, t("app"), head && make("small", {}, head.person.name)),
    make("button.tongue", { onclick: () => void turn() }, t("language_other")));
}

async function turn(): Promise<void> {
  const next = spoken() === "zh" ? "en" : "zh";
  await keepHabit("language", next);
  speak(next);
  dispatchEvent(new Event("wangdian:language"));
}

/** Walks begun first, then those due, soonest first; those that ended are not due any more. */
function dueWalks(head: Head, walks: KeptWalk[], places: Map<string, Place>): Due[] {
  const kept = new Map(walks.map((walk) => [walk.walk, walk]));
  const planned = head.walks.filter((one) => !kept.get(one.walk)?.finished_at);
  const listed = new Set(planned.map((one) => one.walk));
  const free = walks.filter((one) => !listed.has(one.walk) && !one.finished_at && one.person === head.person.id);
  const all = [...planned.map((one) => dueOf(one, kept.has(one.walk), places)), ...free.map((one) => dueOf(one, true, places))];
  return all.sort((a, b) => Number(b.began) - Number(a.began) || (a.until ?? "~").localeCompare(b.until ?? "~"));
}

function dueOf(one: PlannedWalk | KeptWalk, began: boolean, places: Map<string, Place>): Due {
  const place = places.get(one.outlet);
  return {
    walk: one.walk, title: one.plan || t(one.kind), place: one.outlet, where: place ? nameOf(place.outlet) : one.outlet,
    from: "due_from" in one ? one.due_from : null, until: one.due_until, began,
    others: "answered" in one && !began ? one.answered.length : 0,
  };
}

const addressOf = (due: Due): string => `#/w/${due.walk}`;

function about(due: Due): HTMLElement[] {
  const time = left(due.from, due.until);
  const parts = [make("span", {}, due.where)];
  if (time.words) parts.push(make(`span.left${time.tone ? `.${time.tone}` : ""}`, { title: due.until && dayAndTime(due.until) }, time.words));
  if (due.others > 0) parts.push(make("span", {}, t("colleague_began", { n: due.others })));
  return parts;
}

/** How much of it there is and is left, when its place is on the phone. */
async function countsOf(due: Due): Promise<Counts | null> {
  if (!(await (await store()).getKey("places", due.place))) return null;
  const walking = await openWalk(due.walk);
  const counts = walking?.counts() ?? null;
  walking?.close();
  return counts;
}

function lead(due: Due, counts: Counts | null): HTMLElement {
  const done = counts ? counts.all - counts.left : 0;
  const size = counts && (done > 0 ? t("done_of", { n: done, all: counts.all }) : t("items_all", { n: counts.all }));
  return make("section.lead", {},
    make("p.big", {}, due.title), make("p.about", {}, ...about(due), size && make("span", {}, size)),
    counts && done > 0 && make("progress", { max: counts.all, value: done, "aria-label": t("walk_left") }),
    make("a.act.wide", { href: addressOf(due), "data-walk": due.walk }, due.began ? t("go_on") : t("begin")));
}

function line(due: Due): HTMLElement {
  return make("li", {}, make("a", { href: addressOf(due), "data-walk": due.walk },
    make("b", {}, due.title), make("span.about", {}, ...about(due)), icon("on")));
}

function doneLine(walk: KeptWalk, places: Map<string, Place>): HTMLElement {
  const place = places.get(walk.outlet);
  return make("li", {}, make("a", { href: `#/end/${walk.walk}` },
    make("b", {}, walk.plan || t(walk.kind)),
    make("span.about", {}, make("span", {}, place ? nameOf(place.outlet) : walk.outlet),
      make("span", {}, t("finished_at", { at: atPhone(walk.finished_at ?? "") }))), icon("on")));
}
