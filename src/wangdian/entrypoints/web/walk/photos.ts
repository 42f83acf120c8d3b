// The photos of one item or fault: camera one tap away, small pictures, the reference beside them.
import { addressOf, NotAPhoto, takeIn } from "./camera";
import { icon, make, say, show } from "./elements";
import { canLive, takeLive } from "../frame/live_camera";
import { habit, keepHabit, store } from "./store";
import { t } from "./words";
import type { Came, PhotoNamed } from "./shapes";

const SLOTS = 4;
const GHOST = 40; // percent
const JUST_MADE = 120_000; // ms

export interface Strip {
  outlet: string;
  person: number;
  title: string;
  reference: string | null;
  /** The earlier photo that lies over the live picture, and whether only a photo taken here and now counts. */
  before: string | null;
  cameraOnly: boolean;
  photos: () => PhotoNamed[];
  missing: () => number;
  changed: (photos: PhotoNamed[]) => Promise<void> | void;
}

export class PhotoStrip {
  readonly element = make("div.strip");
  private readonly input: HTMLInputElement;
  private readonly shots = make("div.shots");
  private readonly wanted = make("p.wanted", { "aria-live": "polite" });
  private readonly word = make("span");
  private readonly button: HTMLElement;
  private painted = "";
  private busy = 0;

  constructor(private readonly of: Strip, label: string) {
    this.input = make<HTMLInputElement>("input.file", {
      type: "file", accept: "image/*", capture: "environment", tabindex: -1, "aria-hidden": "true", "aria-label": `${t("photo")}: ${label}`,
      onchange: () => void this.taken(),
    });
    this.button = make("button.plain.shoot", { onclick: () => this.open() }, icon("camera"), this.word);
    this.element.append(this.input, this.button, this.shots, this.wanted);
    this.paint();
  }

  /** Opens the camera; only from a tap. Where only the camera counts, and where there is an earlier photo, in the page. */
  open(): void {
    const live = this.of.cameraOnly || this.of.before !== null;
    if (live && canLive()) void this.live();
    else this.pick();
  }

  /** The phone's own camera app, or what it keeps: which of the two, `capture` can only ask. */
  private pick(): void {
    if (this.of.cameraOnly && !isHeld()) say(t("camera_only_none"));
    else this.input.click();
  }

  private async live(): Promise<void> {
    const { title, reference, before, cameraOnly } = this.of;
    const frame = await takeLive({
      words: {
        title, shoot: t("shoot"), close: t("back"), ghost: t("ghost"), strength: t("ghost_strength"), hide: t("ghost_hide"),
        reference: t("reference"), none: t("camera_none"), instead: t("camera_app"),
      },
      ghost: addressAt(before), reference: addressAt(reference), strength: await habit("ghost", GHOST),
      keepStrength: (percent) => void keepHabit("ghost", percent),
      other: cameraOnly ? null : () => this.pick(), instead: () => this.pick(),
    });
    if (frame) await this.keep(frame, "live");
  }

  paint(): void {
    const photos = this.of.photos();
    this.word.textContent = this.busy > 0 ? t("photo_busy") : photos.length > 0 ? t("photo_again") : t("photo");
    this.button.hidden = photos.length >= SLOTS;
    const missing = this.of.missing();
    const only = missing > 0 && this.of.cameraOnly ? ` · ${t("camera_only")}` : "";
    this.wanted.textContent = missing > 0 ? t("photo_wanted", { n: missing }) + only : "";
    this.button.classList.toggle("needed", missing > 0);
    const key = photos.map((photo) => photo.sha256).join();
    if (key === this.painted && this.shots.childElementCount > 0) return;
    this.painted = key;
    show(this.shots, ...(this.of.reference ? [this.reference(this.of.reference)] : []), ...photos.map((p) => this.shot(p)));
  }

  private reference(hash: string): HTMLElement {
    const address = `/photos/${hash}.jpg`;
    return make("figure.shot", {},
      make("button", { onclick: () => void this.enlarge(address), "aria-label": t("reference") },
        make("img", { src: address, alt: t("reference") })),
      make("figcaption", {}, t("reference")));
  }

  private shot(photo: PhotoNamed): HTMLElement {
    const name = t("photo_n", { n: photo.slot });
    const picture = make<HTMLImageElement>("img", { alt: name });
    const caption = make("figcaption", {}, name);
    void addressOf(photo.sha256).then((address) => { if (address) picture.src = address; });
    void store().then((db) => db.get("photos", photo.sha256)).then((kept) => {
      if (kept?.trouble) show(caption, make("span.problem", {}, t("photo_refused", { why: kept.trouble })));
    });
    return make("figure.shot", { "data-hash": photo.sha256 },
      make("button", { onclick: () => void this.enlarge(picture.src), "aria-label": name }, picture),
      make("button.off", { "aria-label": `${t("photo_remove")}: ${name}`, onclick: () => this.remove(photo) }, icon("no")),
      caption);
  }

  private enlarge(address: string): void {
    const pictures = [make("img", { src: address, alt: "" })];
    const reference = this.of.reference ? `/photos/${this.of.reference}.jpg` : null;
    if (reference && reference !== address) pictures.unshift(make("img", { src: reference, alt: t("reference") }));
    const dialog = make<HTMLDialogElement>("dialog.large", { "aria-label": t("photo_word") },
      make("div.pair", {}, ...pictures),
      make("button.plain", { onclick: () => dialog.close() }, t("back")));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  private remove(photo: PhotoNamed): void {
    void this.of.changed(this.of.photos().filter((one) => one.sha256 !== photo.sha256));
    say(t("photo_removed"));
    this.paint();
  }

  private async taken(): Promise<void> {
    for (const file of [...(this.input.files ?? [])]) {
      const came = cameOf(file);
      if (this.of.cameraOnly && came === "file") say(t("camera_only_old"));
      else await this.keep(file, came);
    }
    this.input.value = "";
    this.paint();
  }

  /** The bytes are on the disk before anything names them. */
  private async keep(file: Blob, came: Came): Promise<void> {
    this.busy += 1;
    this.paint();
    try {
      const { sha256, size } = await takeIn(file, this.of.outlet, this.of.person);
      const photos = this.of.photos();
      const free = [1, 2, 3, 4].find((slot) => !photos.some((one) => one.slot === slot));
      if (free && !photos.some((one) => one.sha256 === sha256)) {
        await this.of.changed([...photos, { slot: free, sha256, size, came }]);
      }
    } catch (why) {
      if (why instanceof NotAPhoto) say(t("photo_bad"));
      else say(why instanceof DOMException && why.name === "QuotaExceededError" ? t("store_full") : String(why));
    }
    this.busy -= 1;
    this.paint();
  }
}

const addressAt = (hash: string | null): string | null => (hash ? `/photos/${hash}.jpg` : null);

/** A device in a hand: there `capture` opens the camera app; a desk's browser opens its files instead. */
const isHeld = (): boolean => matchMedia("(pointer: coarse)").matches;

/** A file that was made just now on such a device counts as the camera app's; every other one was kept before. */
function cameOf(file: File): Came {
  return isHeld() && Math.abs(Date.now() - file.lastModified) < JUST_MADE ? "camera" : "file";
}
