// The camera inside a page: the live picture, an earlier photo as a ghost over it, how it should look beside it.

export interface LiveWords {
  title: string;
  shoot: string;
  close: string;
  /** What the ghost and its strength are called; `hide` is the word of its switch. */
  ghost: string;
  strength: string;
  hide: string;
  reference: string;
  /** Why there is no live picture, and the way on that is offered then. */
  none: string;
  instead: string;
}
export interface LiveAsked {
  words: LiveWords;
  /** Addresses of photos. */
  ghost: string | null;
  reference: string | null;
  /** Percent, and what keeps it when a hand changes it. */
  strength: number;
  keepStrength: (percent: number) => void;
  /** The way of before, offered beside the live picture; null where only the live picture counts. */
  other: (() => void) | null;
  /** Offered where there is no live picture. */
  instead: () => void;
}

const QUALITY = 0.92;
const WANTED: MediaStreamConstraints = {
  audio: false, video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1440 } },
};

/** Whether this browser could show a live picture at all; whether it may is known only after it was asked. */
export const canLive = (): boolean => Boolean(navigator.mediaDevices?.getUserMedia);

function element<T extends HTMLElement>(tag: string, name: string, ...children: (Node | string)[]): T {
  const made = document.createElement(tag) as T;
  made.className = name;
  made.append(...children);
  return made;
}

function button(name: string, words: string, does: () => void): HTMLButtonElement {
  const made = element<HTMLButtonElement>("button", name, words);
  made.type = "button";
  made.addEventListener("click", does);
  return made;
}

/** Opens the camera over the page; resolves with the frame that was taken, or null when it was closed. */
export function takeLive(asked: LiveAsked): Promise<Blob | null> {
  return new Promise((resolve) => new Live(asked, resolve).open());
}

class Live {
  private readonly video = element<HTMLVideoElement>("video", "");
  private readonly stage = element<HTMLElement>("div", "stage", this.video);
  private readonly dialog = element<HTMLDialogElement>("dialog", "live");
  private readonly shoot: HTMLButtonElement;
  private stream: MediaStream | null = null;
  private taken: Blob | null = null;

  constructor(private readonly asked: LiveAsked, private readonly done: (taken: Blob | null) => void) {
    const { words } = asked;
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.setAttribute("aria-label", words.title);
    this.shoot = button("act shutter", words.shoot, () => void this.take());
    this.shoot.disabled = true;
    const { other } = asked;
    const foot = element("div", "acts", button("plain", words.close, () => this.dialog.close()), this.shoot);
    if (other) foot.append(button("plain other", words.instead, () => { this.dialog.close(); other(); }));
    this.dialog.setAttribute("aria-label", words.title);
    this.dialog.append(element("h2", "", words.title), this.stage, ...this.ghost(), ...this.beside(), foot);
    this.dialog.addEventListener("close", () => this.end());
  }

  open(): void {
    document.body.append(this.dialog);
    this.dialog.showModal();
    void this.look();
  }

  private async look(): Promise<void> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia(WANTED);
      this.stream = stream;
      if (!this.dialog.open) return this.stop();
      this.video.srcObject = stream;
      await this.video.play();
      this.stage.style.aspectRatio = `${this.video.videoWidth} / ${this.video.videoHeight}`;
      this.shoot.disabled = false;
      this.shoot.focus();
    } catch (why) {
      if (!(why instanceof DOMException) && !(why instanceof TypeError)) throw why;
      this.without();
    }
  }

  /** No camera, or it is not allowed: said in words, with the way that is left. */
  private without(): void {
    this.stop();
    const said = element("p", "empty", this.asked.words.none);
    said.setAttribute("role", "alert");
    this.stage.replaceWith(said, button("act wide", this.asked.words.instead, () => {
      this.dialog.close();
      this.asked.instead();
    }));
    this.shoot.remove();
    this.dialog.querySelectorAll(".strength, .other, .beside").forEach((one) => one.remove());
  }

  /** The earlier photo over the live picture: how strong is a matter of hand and light. */
  private ghost(): HTMLElement[] {
    if (!this.asked.ghost) return [];
    const { words } = this.asked;
    const image = element<HTMLImageElement>("img", "ghost");
    image.src = this.asked.ghost;
    image.alt = words.ghost;
    this.stage.append(image);
    const slider = element<HTMLInputElement>("input", "");
    Object.assign(slider, { type: "range", min: "0", max: "80", step: "5" });
    slider.setAttribute("aria-label", words.strength);
    const hide = button("plain", words.hide, () => {
      const hidden = hide.getAttribute("aria-pressed") !== "true";
      hide.setAttribute("aria-pressed", String(hidden));
      image.hidden = hidden;
    });
    hide.setAttribute("aria-pressed", "false");
    const shown = (): void => { image.style.opacity = String(Number(slider.value) / 100); };
    slider.value = String(this.asked.strength);
    slider.addEventListener("input", shown);
    slider.addEventListener("change", () => this.asked.keepStrength(Number(slider.value)));
    shown();
    image.addEventListener("error", () => { image.remove(); row.remove(); });
    const row = element("div", "strength", element("span", "", words.ghost), slider, hide);
    return [row];
  }

  private beside(): HTMLElement[] {
    if (!this.asked.reference) return [];
    const image = element<HTMLImageElement>("img", "");
    image.src = this.asked.reference;
    image.alt = this.asked.words.reference;
    const figure = element("figure", "beside", image, element("figcaption", "", this.asked.words.reference));
    image.addEventListener("error", () => figure.remove());
    return [figure];
  }

  private async take(): Promise<void> {
    const canvas = document.createElement("canvas");
    canvas.width = this.video.videoWidth;
    canvas.height = this.video.videoHeight;
    canvas.getContext("2d")?.drawImage(this.video, 0, 0);
    this.taken = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    this.dialog.close();
  }

  private end(): void {
    this.stop();
    this.dialog.remove();
    this.done(this.taken);
  }

  private stop(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
  }
}
