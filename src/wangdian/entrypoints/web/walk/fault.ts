// Reports a fault in three taps, with or without a signal: photo, place, send.
import { chooseOutlet } from "./choose";
import { make, say, show, type Child } from "./elements";
import { headOf } from "./head";
import { newId } from "./ids";
import { nowText } from "./moments";
import { PhotoStrip } from "./photos";
import { placeOf } from "./open_walk";
import { go, type Leave } from "./router";
import { Unreachable } from "./server";
import { FIRM, habit, keepHabit, store } from "./store";
import { noteKept } from "./status";
import { sync } from "./sync";
import { kept } from "./trouble";
import { nameOf, t } from "./words";
import type { KeptFault, PhotoNamed, Place } from "./shapes";

const REMEMBERED = 6;
const FORM = "fault-form";
const FRESH = 3_600_000; // ms for which a form that was left counts

interface Form {
  place: Place | null;
  subject: number | null;
  tag: string | null;
  note: string;
  photo: PhotoNamed | null;
}

export async function faultScreen(root: HTMLElement, kind?: string, what?: string): Promise<Leave | void> {
  const db = await store();
  const head = await db.get("head", "today");
  const places = (await db.getAll("places")).filter((place) => place.may_report);
  root.classList.add("fault");
  if (!head) return void root.append(headOf(t("fault_title"), "#/"), make("p.empty", {}, t("fault_no_place")));
  const form = await begun(places, kind, what);
  if (typeof form === "string") return void root.append(headOf(t("fault_title"), "#/fault/in"), make("p.empty", {}, form));
  await takeUp(form, kind === undefined || kind === "in");
  const changed = (): void => { void kept(leave(form)); paint(); };
  const last = await habit<string[]>("fault-subjects", []);
  const several = places.length > 1 || head.more_places;
  const where = make("section.where-chips");
  const send = make<HTMLButtonElement>("button.act.wide.send", { onclick: () => void sent(form, head.person.id, send) }, t("fault_send"));
  const strip = stripOf(form, head.person.id, changed);
  const note = make<HTMLTextAreaElement>("textarea", { rows: 2, maxlength: 500, placeholder: t("fault_note"), "aria-label": t("fault_note"), value: form.note, oninput: () => { form.note = note.value; changed(); } });
  const paint = (): void => {
    show(where, ...chips(form, places, several, last, changed));
    send.setAttribute("aria-disabled", String(form.subject === null && form.tag === null));
  };
  paint();
  root.append(headOf(t("fault_title"), "#/"), strip.element, where, note, make("footer.reach", {}, send));
}

/** From a tag, a subject or an outlet the place is known, else the outlet used last; or what stands in the way. */
async function begun(places: Place[], kind?: string, what?: string): Promise<Form | string> {
  const form: Form = { place: null, subject: null, tag: null, note: "", photo: null };
  if (kind === "tag") form.tag = what ?? null;
  if (kind === "at") {
    form.subject = Number(what);
    form.place = places.find((place) => place.subjects.some((one) => one.id === form.subject)) ?? null;
  }
  if (kind === "in") {
    if (!what) return form;
    try {
      form.place = await placeOf(what);
    } catch (why) {
      return why instanceof Unreachable ? t("needs_signal_place") : t("not_found_place");
    }
    return form.place.may_report ? form : t("not_found_place");
  }
  if (!form.place && !form.tag) {
    const code = await habit("fault-outlet", "");
    form.place = places.find((place) => place.outlet.code === code) ?? (places.length === 1 ? places[0] : null);
  }
  return form;
}

/** What was filled in before the phone threw the page away, as while its camera was open. */
async function takeUp(form: Form, anywhere: boolean): Promise<void> {
  const left = await habit(FORM, "");
  if (left === "") return;
  const { at, outlet, subject, note, photo } = JSON.parse(left) as Pick<Form, "subject" | "note" | "photo"> & { at: number; outlet: string };
  if (Math.abs(Date.now() - at) > FRESH) return;
  form.note = note;
  form.photo = photo;
  if (anywhere && form.place?.outlet.code === outlet) form.subject = subject;
}

function leave(form: Form): Promise<void> {
  const { subject, note, photo, place } = form;
  return keepHabit(FORM, JSON.stringify({ at: Date.now(), outlet: place?.outlet.code ?? "", subject, note, photo }));
}

function stripOf(form: Form, person: number, changed: () => void): PhotoStrip {
  return new PhotoStrip({
    outlet: "", person, title: t("fault_title"), reference: null, before: null, cameraOnly: false, // named when it is sent: the place may still change
    photos: () => (form.photo ? [form.photo] : []), missing: () => 0,
    changed: (photos) => {
      form.photo = photos.at(-1) ?? null;
      changed();
    },
  }, t("fault_title"));
}

function chips(form: Form, places: Place[], several: boolean, last: string[], paint: () => void): Child[] {
  if (form.tag) return [make("p", {}, t("fault_tag", { tag: form.tag }))];
  const { place } = form;
  if (!place) {
    return [make("h2", {}, t("which_outlet")), ...chooseOutlet(places.map((one) => one.outlet), (one) => `#/fault/in/${one}`)];
  }
  const pick = (subject: number) => (): void => { form.subject = subject; paint(); };
  const chosen = place.subjects.find((one) => one.id === form.subject);
  const zone = chosen?.zone ?? null;
  const rank = (id: number): number => { const at = last.indexOf(String(id)); return at < 0 ? REMEMBERED : at; };
  const zones = place.zones.map((one) => ({ id: one.subject, name: one.kind === "outlet" ? t("outlet_itself") : one.name }));
  const recent = last.map((id) => place.subjects.find((one) => String(one.id) === id)).filter((one) => one && !zones.some((z) => z.id === one.id));
  const things = place.subjects.filter((one) => one.zone === zone && one.id !== zone).sort((a, b) => rank(a.id) - rank(b.id));
  return [
    make("h2", {}, t("fault_where"), make("small", {}, nameOf(place.outlet)),
      several && make("a.plain.other", { href: "#/fault/in" }, t("another_outlet"))),
    group([
      ...recent.slice(0, 3).map((one) => one && chip(one.label, form.subject === one.id, pick(one.id))),
      ...zones.sort((a, b) => rank(a.id) - rank(b.id)).map((one) => chip(one.name, zone === one.id, pick(one.id))),
    ]),
    things.length > 0 && make("h2", {}, t("fault_what")),
    things.length > 0 && group(things.map((one) => chip(one.label, form.subject === one.id, pick(one.id)))),
  ];
}

const group = (all: Child[]): HTMLElement => make("div.chips", { role: "group" }, ...all);
const chip = (words: string, pressed: boolean, does: () => void): HTMLElement =>
  make("button.chip", { "aria-pressed": String(pressed), onclick: does }, words);

async function sent(form: Form, person: number, button: HTMLButtonElement): Promise<void> {
  if (form.subject === null && form.tag === null) return say(t("pick_place"));
  button.disabled = true; // one tap, one fault
  const named = form.place?.subjects.find((one) => one.id === form.subject);
  const fault: KeptFault = {
    fault: newId(), person, outlet: form.place?.outlet.code ?? "", subject: form.subject, tag: form.tag,
    label: named?.label ?? form.tag ?? "", note: form.note.trim(), reported_at: nowText(),
    photo: form.photo && { sha256: form.photo.sha256, size: form.photo.size }, sent: false, trouble: null,
  };
  if (!(await kept(keep(fault)))) {
    button.disabled = false;
    return;
  }
  noteKept();
  sync();
  say(navigator.onLine ? t("fault_sent") : t("fault_kept"));
  go("#/", true);
}

/** The photo learns its outlet here: it may have been taken before the place was chosen. */
async function keep(fault: KeptFault): Promise<void> {
  const change = (await store()).transaction(["faults", "photos"], "readwrite", FIRM);
  const photo = fault.photo ? await change.objectStore("photos").get(fault.photo.sha256) : undefined;
  if (photo && !photo.sent && !photo.outlet) await change.objectStore("photos").put({ ...photo, outlet: fault.outlet });
  await change.objectStore("faults").put(fault);
  await change.done;
  await keepHabit(FORM, "");
  if (fault.subject === null) return;
  const last = await habit<string[]>("fault-subjects", []);
  const next = [String(fault.subject), ...last.filter((id) => id !== String(fault.subject))];
  await keepHabit("fault-subjects", next.slice(0, REMEMBERED));
  await keepHabit("fault-outlet", fault.outlet);
}
