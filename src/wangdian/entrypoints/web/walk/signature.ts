// A signature by finger or pen, or a typed name for those who cannot draw: always dark ink on white.
import { make } from "./elements";
import { t } from "./words";

const WIDE = 1000;
const HIGH = 360;

export class Signature {
  readonly element: HTMLElement;
  readonly canvas = make<HTMLCanvasElement>("canvas", { width: WIDE, height: HIGH, role: "img", "aria-label": t("sign_here") });
  private readonly pen: CanvasRenderingContext2D;
  private readonly hint = make("span.hint", {}, t("sign_here"));
  private readonly typed: HTMLInputElement;
  private at: { x: number; y: number } | null = null;
  private drawn = false;

  constructor(private readonly changed: (drawn: boolean) => void) {
    const pen = this.canvas.getContext("2d");
    if (!pen) throw new Error("no canvas");
    this.pen = pen;
    this.typed = make<HTMLInputElement>("input", {
      type: "text", maxlength: 30, placeholder: t("sign_name"), "aria-label": t("sign_typed"), autocomplete: "name",
      oninput: () => this.type(),
    });
    this.element = make("div.signing", {},
      make("div.sign", {}, this.canvas, this.hint,
        make("button.plain.clear", { onclick: () => { this.typed.value = ""; this.clear(); } }, t("sign_clear"))),
      make("details.typed", {}, make("summary", {}, t("sign_typed")), this.typed));
    this.clear();
    this.canvas.addEventListener("pointerdown", (event) => this.down(event));
    this.canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"] as const) this.canvas.addEventListener(end, () => { this.at = null; });
  }

  get isEmpty(): boolean {
    return !this.drawn;
  }

  private clear(): void {
    this.pen.fillStyle = "#ffffff";
    this.pen.fillRect(0, 0, WIDE, HIGH);
    this.pen.fillStyle = this.pen.strokeStyle = "#1c2126";
    this.pen.lineWidth = 6;
    this.pen.lineCap = this.pen.lineJoin = "round";
    this.inked(false);
  }

  private inked(drawn: boolean): void {
    this.drawn = drawn;
    this.hint.hidden = drawn;
    this.changed(drawn);
  }

  private type(): void {
    this.clear();
    const name = this.typed.value.trim();
    this.pen.font = `${name.length > 8 ? 72 : 140}px serif`;
    this.pen.textBaseline = "middle";
    this.pen.fillText(name, 60, HIGH / 2, WIDE - 120);
    this.inked(name !== "");
  }

  private place(event: PointerEvent): { x: number; y: number } {
    const box = this.canvas.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * WIDE, y: ((event.clientY - box.top) / box.height) * HIGH };
  }

  private down(event: PointerEvent): void {
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    this.at = this.place(event);
  }

  private move(event: PointerEvent): void {
    if (!this.at) return;
    const to = this.place(event);
    this.pen.beginPath();
    this.pen.moveTo(this.at.x, this.at.y);
    this.pen.lineTo(to.x, to.y);
    this.pen.stroke();
    this.at = to;
    if (!this.drawn) this.inked(true);
  }
}
