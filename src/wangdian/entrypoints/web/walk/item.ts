// One item of a walk: OK is one tap on a wide target, a failure opens in place with reason, photo and note.
import { icon, make, show } from "./elements";
import { Measure } from "./measure";
import { PhotoStrip } from "./photos";
import { intoSight } from "./sight";
import { kept } from "./trouble";
import { own, t } from "./words";
import type { Row, State, Walking } from "./walking";
import type { Says } from "./shapes";

const RESTLESS = 250; // ms
const NEAR = 24; // px
const NEVER = { at: -RESTLESS, x: 0, y: 0, pair: "" };
let last = NEVER;

/** Another zone was opened by a tap of its own: what comes now is meant. */
export function forgetTap(): void {
  last = NEVER;
}

/**
 * A second tap on the same place while the next item slides under the thumb was meant for the one before. What counts is
 * when the thumb came down: a busy phone may handle two taps at once that were a second apart.
 */
function isEcho(event: MouseEvent, pair: string): boolean {
  const now = event.timeStamp;
  const near = Math.hypot(event.clientX - last.x, event.clientY - last.y) < NEAR;
  const echo = event.detail > 0 && now - last.at < RESTLESS && near && pair !== last.pair;
  if (!echo) last = { at: now, x: event.clientX, y: event.clientY, pair };
  return echo;
}

export class ItemView {
  readonly element: HTMLElement;
  private readonly ok: HTMLElement;
  private readonly no: HTMLElement;
  private readonly rest: HTMLElement;
  private readonly body = make("div.opened", { hidden: true });
  private readonly mark = make("p.mark", { "aria-live": "polite" });
  private readonly measure: Measure | null;
  private strip: PhotoStrip | null = null;
  private reasons: HTMLElement | null = null;
  private note: HTMLTextAreaElement | null = null;
  private opened = false;

  constructor(
    private readonly walking: Walking, readonly row: Row, zone: number, private readonly answered: (view: ItemView) => void,
  ) {
    const { requirement, item } = row;
    const title = own(requirement.title);
    const label = item.subject === zone ? "" : item.subject_label;
    const id = `item-${row.pair.replace(/\W/g, "-")}`;
    const always = requirement.photo.when === "always";
    this.ok = this.choice("ok", "ok", always ? t("ok_photo") : t("ok"), always ? "camera" : "ok");
    this.no = this.choice("no", "fail", requirement.check === "measured" ? t("cannot_measure") : t("no"), "no");
    this.rest = make("button.rest", { "aria-expanded": "false", "aria-label": `${t("more")}: ${title}`, onclick: () => this.toggle() }, icon("more"));
    this.measure = requirement.check === "measured"
      ? new Measure(requirement, title, () => this.draft?.values ?? {}, (values) => this.typed(values)) : null;
    this.element = make("li.item", { id, role: "group", "aria-label": label ? `${label}: ${title}` : title, tabindex: -1, "data-pair": row.pair, "data-camera": requirement.photo.camera },
      make("div.ask", {}, label && make("p.of", {}, label), make("h2", {}, title), this.mark,
        item.expected && make("p.expected", {}, make("small", {}, t("should_be")), " ", own(item.expected))),
      this.measure && this.measure.element,
      make("div.choices", { role: "group", "aria-label": title }, !this.measure && this.ok, this.no, this.rest), this.body);
    this.element.classList.toggle("measured", this.measure !== null);
    this.paint();
  }

  private get draft(): ReturnType<Walking["draft"]> {
    return this.walking.draft(this.row);
  }

  private choice(kind: string, says: Says, words: string, drawing: "ok" | "no" | "camera"): HTMLElement {
    const tapped = (event: MouseEvent): void => { if (!isEcho(event, this.row.pair)) this.choose(says); };
    return make(`button.${kind}`, { "aria-pressed": "false", onclick: tapped }, icon(drawing), make("span", {}, words));
  }

  /** Answers; the same answer again changes nothing. */
  choose(says: Says): void {
    const was = this.draft;
    if (was?.says === says) {
      if (says === "fail") this.open(true);
      return;
    }
    const reason = says === "fail" ? was?.reason ?? "" : "";
    void kept(this.walking.change(this.row, { says, reason, values: {} }));
    this.open(says === "fail" || this.walking.photosMissing(this.row) > 0);
    if (says === "ok" && this.walking.photosMissing(this.row) > 0) this.strip?.open();
    if (!this.opened) this.answered(this);
  }

  private typed(values: Record<string, string>): void {
    const figures = Object.entries(values).some(([name, text]) => name !== "variant" && text.trim() !== "");
    const chosen = Boolean(values.variant);
    const says = figures || chosen ? "val" : null;
    void kept(this.walking.change(this.row, { says, values, reason: this.draft?.says === "fail" ? "" : this.draft?.reason ?? "" }));
    if (!this.opened && this.walking.photosMissing(this.row) > 0) this.open(true);
  }

  toggle(): void {
    this.open(!this.opened);
  }

  private open(wanted: boolean): void {
    this.opened = wanted;
    if (wanted && this.body.childElementCount === 0) this.build();
    this.paint();
    if (wanted) requestAnimationFrame(() => intoSight(this.element));
  }

  private build(): void {
    const { requirement, item } = this.row;
    const title = own(requirement.title);
    this.strip = new PhotoStrip({
      outlet: this.walking.walk.outlet, person: this.walking.walk.person, title,
      reference: item.reference, before: item.before ?? null, cameraOnly: requirement.photo.camera ?? false,
      photos: () => this.draft?.photos ?? [], missing: () => this.walking.photosMissing(this.row),
      changed: async (photos) => { await kept(this.walking.change(this.row, { photos })); },
    }, title);
    this.note = make<HTMLTextAreaElement>("textarea", {
      rows: 2, maxlength: 500, placeholder: t("note_hint"), "aria-label": `${t("note")}: ${title}`,
      value: this.draft?.note ?? "", oninput: () => this.noted(),
    });
    this.reasons = make("div.chips", { role: "group" });
    show(this.body, this.reasons, this.strip.element,
      make("label.noted", {}, make("span", {}, t("note")), this.note),
      make("details.how", { open: !this.draft?.says }, make("summary", {}, t("how")), make("p", {}, own(requirement.instruction))),
      make("div.acts", {},
        make("button.plain.na", { onclick: () => { this.choose("na"); this.open(false); } }, t("na")),
        make("button.plain.shut", { onclick: () => { this.open(false); this.answered(this); } }, t("less"))));
  }

  private noted(): void {
    void kept(this.walking.change(this.row, { note: this.note?.value ?? "" }));
  }

  private paintReasons(state: State): void {
    const { reasons, check } = this.row.requirement;
    if (!this.reasons) return;
    const draft = this.draft;
    const shown = draft?.says === "fail" || (draft?.says === "val" && state === "fail");
    const chips = shown ? reasons : [];
    const question = check === "measured" && draft?.says === "fail" ? t("why_not") : t("why");
    this.reasons.setAttribute("aria-label", question);
    show(this.reasons, chips.length > 0 && make("p", {}, question), ...chips.map((one) => make("button.chip", {
      "data-code": one.code, "aria-pressed": String(draft?.reason === one.code),
      onclick: () => void kept(this.walking.change(this.row, { reason: draft?.reason === one.code ? "" : one.code })),
    }, own(one))));
  }

  paint(): void {
    const state = this.walking.state(this.row);
    const draft = this.draft;
    this.element.dataset.state = state;
    this.ok.setAttribute("aria-pressed", String(draft?.says === "ok"));
    this.no.setAttribute("aria-pressed", String(draft?.says === "fail"));
    this.rest.setAttribute("aria-expanded", String(this.opened));
    this.element.classList.toggle("open", this.opened);
    this.body.hidden = !this.opened;
    this.measure?.paint();
    this.paintReasons(state);
    this.strip?.paint();
    if (this.note && this.note !== document.activeElement) this.note.value = draft?.note ?? "";
    show(this.mark, ...this.marks(state));
  }

  /** What stands beside the title while the item is shut: said once, in few words. */
  private marks(state: State): string[] {
    const draft = this.draft;
    const marks: string[] = [];
    if (state === "na") marks.push(t("na"));
    if (state === "before") marks.push(t("before"));
    const reason = this.row.requirement.reasons.find((one) => one.code === draft?.reason);
    if (reason && !this.opened) marks.push(own(reason));
    if (draft && draft.photos.length > 0 && !this.opened) marks.push(`${t("photo_word")} ${draft.photos.length}`);
    if (draft?.note && !this.opened) marks.push(draft.note);
    const missing = this.walking.photosMissing(this.row);
    if (missing > 0 && !this.opened) marks.push(t("photo_wanted", { n: missing }));
    return [marks.join(" · ")];
  }
}
