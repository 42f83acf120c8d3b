// The end of a walk: what does not hold, what is missing, the signature; afterwards how it went and what is unsent.
import { takeDrawing } from "./camera";
import { settle } from "./drafts";
import { icon, make, say, show, sure, type Child } from "./elements";
import { dead, headOf } from "./head";
import { atPhone, nowText } from "./moments";
import { openWalk } from "./open_walk";
import { go, type Leave } from "./router";
import { Signature } from "./signature";
import { store } from "./store";
import { noteKept } from "./status";
import { sync } from "./sync";
import { kept } from "./trouble";
import { nameOf, own, t } from "./words";
import type { Row, Walking } from "./walking";

export async function endScreen(root: HTMLElement, id: string): Promise<Leave | void> {
  const walking = await openWalk(id);
  if (!walking) return void root.append(dead(t("walk_gone")));
  root.classList.add("end");
  if (walking.walk.finished_at) return finished(root, walking);
  const back = `#/w/${id}`;
  const { all, left } = walking.counts();
  if (all === left) {
    root.append(headOf(t("end_title"), back), make("p.empty", {}, t("nothing_answered")), make("a.act", { href: back }, t("go_on")));
    return () => walking.close();
  }
  const note = make<HTMLTextAreaElement>("textarea", { rows: 2, maxlength: 500, "aria-label": t("walk_note"), placeholder: t("walk_note"), value: walking.walk.note });
  note.addEventListener("input", () => void kept(keepNote(walking, note.value)));
  const done = make<HTMLButtonElement>("button.act.wide", { "aria-disabled": "true" }, t("finish"));
  const signature = new Signature((drawn) => done.setAttribute("aria-disabled", String(!drawn)));
  done.addEventListener("click", () => void finish(walking, signature, note.value, done));
  show(root, headOf(t("end_title"), back), ...summary(walking), ...missing(walking), ...failures(walking), note,
    signature.element, make("footer.reach", {}, done));
  return () => walking.close();
}

function summary(walking: Walking): HTMLElement[] {
  const { all, left, ok, fail, na } = walking.counts();
  const big = fail > 0 ? t("end_fail", { n: fail }) : left > 0 ? t("end_open", { n: left }) : t("end_good");
  return [make("section.lead", {},
    make(`p.big${fail > 0 ? ".fails" : ""}`, {}, big),
    make("p.about", {}, `${nameOf(walking.place.outlet)} · ${walking.walk.plan ?? t(walking.walk.kind)}`),
    make("p.about", {}, left === 0 ? `${t("end_all", { all })} · ` : "", t("end_counts", { ok, fail, na })))];
}

/** What is missing, each with the way there. */
function missing(walking: Walking): Child[] {
  const open = walking.rows.filter((row) => ["open", "partial"].includes(walking.state(row)));
  const photos = walking.rows.filter((row) => walking.photosMissing(row) > 0);
  const reasons = walking.rows.filter((row) => walking.reasonMissing(row));
  const lines = ([["end_open", open], ["end_photo", photos], ["end_reason", reasons]] as const).filter(([, rows]) => rows.length > 0);
  if (lines.length === 0) return [];
  return [make("ul.missing", {}, ...lines.map(([phrase, rows]) => make("li", {}, make("span", {}, t(phrase, { n: rows.length })),
    make("a.plain", { href: placeOf(walking, rows[0]) }, t("go_there")))))];
}

const placeOf = (walking: Walking, row: Row): string => `#/w/${walking.walk.walk}/${row.zone}/${encodeURIComponent(row.pair)}`;

function failures(walking: Walking): Child[] {
  const rows = walking.rows.filter((row) => walking.state(row) === "fail");
  if (rows.length === 0) return [];
  return [make("ol.rows.failed", {}, ...rows.map((row) => {
    const inside = [make("b", {}, own(row.requirement.title)), make("span.about", {}, about(walking, row))];
    const open = !walking.walk.finished_at;
    return make("li", {}, open ? make("a", { href: placeOf(walking, row) }, ...inside, icon("on")) : make("div", {}, ...inside));
  }))];
}

/** Where it is, what was measured, what is wrong, what was said, how many photos. */
function about(walking: Walking, row: Row): string {
  const draft = walking.draft(row);
  const { zone } = walking.zones[row.zone];
  const where = row.item.subject === zone.subject ? zone.name : `${zone.name} ${row.item.subject_label}`;
  const figures = draft?.says === "val" ? row.requirement.values.map((value) => {
    const text = draft.values[value.name];
    return text && `${own(value)} ${text} ${value.unit_shown}`;
  }) : [];
  const reason = row.requirement.reasons.find((one) => one.code === draft?.reason);
  const photos = draft && draft.photos.length > 0 && `${t("photo_word")} ${draft.photos.length}`;
  return [where, ...figures, reason && own(reason), draft?.note, photos].filter(Boolean).join(" · ");
}

async function keepNote(walking: Walking, note: string): Promise<void> {
  const db = await store();
  const walk = (await db.get("walks", walking.walk.walk)) ?? walking.walk;
  await db.put("walks", { ...walk, note, head_sent: false });
}

/** Answers, signature and end are kept in one transaction; the signature's bytes lie there before. */
async function finish(walking: Walking, signature: Signature, note: string, button: HTMLButtonElement): Promise<void> {
  if (signature.isEmpty) return say(t("sign_first"));
  const { left } = walking.counts();
  if (left > 0 && !(await sure(t("end_sure", { n: left }), t("end_anyway"), t("go_on")))) return;
  button.disabled = true;
  const done = await kept((async () => {
    const { sha256, size } = await takeDrawing(signature.canvas, walking.walk.outlet, walking.walk.person);
    const now = (await (await store()).get("walks", walking.walk.walk)) ?? walking.walk;
    const walk = { ...now, note, signature: { sha256, size }, finished_at: nowText(), head_sent: false };
    await settle({ walk });
  })());
  button.disabled = false;
  if (!done) return;
  noteKept();
  sync();
  go(`#/end/${walking.walk.walk}`, true);
}

function finished(root: HTMLElement, walking: Walking): Leave {
  show(root,
    headOf(t("finished"), "#/", make("small", {}, t("finished_at", { at: atPhone(walking.walk.finished_at ?? "") }))),
    ...summary(walking), ...failures(walking), make("footer.reach", {}, make("a.act.wide", { href: "#/" }, t("home"))));
  return () => walking.close();
}
