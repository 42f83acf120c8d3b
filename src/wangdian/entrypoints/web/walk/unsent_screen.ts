// What has not been sent, thing by thing, why, and what can be done about what the server refused.
import { make, show, sure, type Child } from "./elements";
import { headOf } from "./head";
import { isNothing, unsent } from "./left";
import type { Leave } from "./router";
import { store, type Shelves } from "./store";
import { loginAddress, noteKept, whatIsLeft, whyLeft } from "./status";
import { listen, sync, type News } from "./sync";
import { nameOf, own, t } from "./words";

type Shelf = "walks" | "answers" | "photos" | "faults";
interface Trouble {
  shelf: Shelf;
  key: string;
  what: string;
  why: string;
}

export async function unsentScreen(root: HTMLElement): Promise<Leave> {
  root.classList.add("unsent");
  let news: News = { mood: "resting", photo: null };
  const paint = async (): Promise<void> => show(root, ...(await draw(news, paint)));
  await paint();
  const off = listen((told) => { news = told; void paint(); });
  return off;
}

async function draw(news: News, again: () => Promise<void>): Promise<Child[]> {
  const left = await unsent();
  const head = headOf(t("unsent_title"), "#/");
  if (isNothing(left)) return [head, make("p.empty", {}, t("all_sent"))];
  const what = whatIsLeft(left);
  const troubles = await troubled();
  return [
    head,
    make("section.lead", {}, make("p.big", {}, what || t("last_sent")), make("p.about", {}, whyLeft(news)), make("p.soft", {}, t("unsent_safe"))),
    news.photo !== null && make("progress", { max: 1, value: news.photo, "aria-label": t("sending_photo", { n: Math.round(news.photo * 100) }) }),
    make("ol.rows", {}, ...(await byWalk())),
    left.others > 0 && make("p.note", {}, t("others_left", { n: left.others })),
    troubles.length > 0 && make("section", {}, make("h2", {}, t("refused_title")), make("ol.rows.troubles", {}, ...troubles.map((one) => line(one, again)))),
    make("footer.reach", {}, news.mood === "login"
      ? make("a.act.wide", { href: loginAddress() }, t("login"))
      : make("button.act.wide", { onclick: sync }, t("send_now"))),
  ];
}

async function byWalk(): Promise<HTMLElement[]> {
  const db = await store();
  const lines: HTMLElement[] = [];
  for (const walk of await db.getAll("walks")) {
    const answers = (await db.getAllFromIndex("answers", "walk", walk.walk)).filter((one) => !one.sent);
    const drafts = (await db.getAllFromIndex("drafts", "walk", walk.walk)).filter((one) => one.dirty && one.says);
    const hashes = new Set([...answers, ...drafts].flatMap((one) => one.photos.map((photo) => photo.sha256)));
    const items = new Set([...answers, ...drafts].map((one) => `${one.requirement}/${one.subject}`)).size;
    if (items === 0 && walk.head_sent) continue;
    const place = await db.get("places", walk.outlet);
    lines.push(make("li", {}, make("div", {}, make("b", {}, walk.plan || t(walk.kind)),
      make("span.about", {}, `${place ? nameOf(place.outlet) : walk.outlet} · ${t("of_walk", { n: items, photos: hashes.size })}`))));
  }
  for (const fault of (await db.getAll("faults")).filter((one) => !one.sent)) {
    lines.push(make("li", {}, make("div", {}, make("b", {}, t("fault_title")), make("span.about", {}, [fault.label, fault.note].filter(Boolean).join(" · ")))));
  }
  return lines;
}

async function troubled(): Promise<Trouble[]> {
  const db = await store();
  const found: Trouble[] = [];
  for (const walk of await db.getAll("walks")) {
    if (walk.trouble) found.push({ shelf: "walks", key: walk.walk, what: walk.plan || t(walk.kind), why: walk.trouble });
  }
  for (const answer of await db.getAll("answers")) {
    if (!answer.trouble) continue;
    const requirement = await db.get("requirements", `${answer.requirement}/${answer.edition}`);
    found.push({ shelf: "answers", key: answer.id, what: requirement ? own(requirement.title) : answer.requirement, why: answer.trouble });
  }
  for (const photo of await db.getAll("photos")) {
    if (photo.trouble) found.push({ shelf: "photos", key: photo.sha256, what: t("photo_word"), why: photo.trouble });
  }
  for (const fault of await db.getAll("faults")) {
    if (fault.trouble) found.push({ shelf: "faults", key: fault.fault, what: `${t("fault_title")} ${fault.label}`, why: fault.trouble });
  }
  return found;
}

function line(trouble: Trouble, again: () => Promise<void>): HTMLElement {
  return make("li", {}, make("div", {}, make("b", {}, trouble.what), make("span.problem", {}, trouble.why)),
    make("div.acts", {},
      make("button.plain", { onclick: () => void retry(trouble).then(again) }, t("try_again")),
      trouble.shelf !== "walks" && make("button.danger", { onclick: () => void drop(trouble).then(again) }, t("drop"))));
}

async function retry(trouble: Trouble): Promise<void> {
  const db = await store();
  const change = db.transaction(trouble.shelf, "readwrite");
  const found = (await change.store.get(trouble.key)) as Shelves[Shelf]["value"] | undefined;
  if (found) await change.store.put({ ...found, trouble: null } as never);
  await change.done;
  sync();
}

/** Only what the server refused for good, and only when the person says so twice. */
async function drop(trouble: Trouble): Promise<void> {
  if (!(await sure(t("drop_sure"), t("drop"), t("cancel")))) return;
  await (await store()).delete(trouble.shelf, trouble.key);
  noteKept();
}
