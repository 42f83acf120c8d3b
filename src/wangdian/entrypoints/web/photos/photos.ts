// Rectangles over a photo: drawn by hand or moved by keys, sent as shares of the upright picture.
type Part = [number, number, number, number];

const LEAST = 0.01;
const STEP = 0.01;
const stage = document.querySelector<HTMLElement>("[data-blur]");
const form = document.querySelector<HTMLFormElement>("[data-blur-form]");
const parts = new Map<HTMLElement, Part>();

const within = (share: number, low: number, high: number): number => Math.min(high, Math.max(low, share));

function place(box: HTMLElement, [left, top, width, height]: Part): void {
  const part: Part = [within(left, 0, 1 - LEAST), within(top, 0, 1 - LEAST), 0, 0];
  part[2] = within(width, LEAST, 1 - part[0]);
  part[3] = within(height, LEAST, 1 - part[1]);
  parts.set(box, part);
  ["left", "top", "width", "height"].forEach((name, at) => box.style.setProperty(name, `${part[at] * 100}%`));
}

function changed(): void {
  if (!form) return;
  const field = form.elements.namedItem("parts") as HTMLInputElement;
  field.value = JSON.stringify([...parts.values()]);
  const send = form.querySelector<HTMLButtonElement>("button.act");
  if (send) send.disabled = parts.size === 0;
}

function moved(event: KeyboardEvent, box: HTMLElement): void {
  const part = parts.get(box);
  const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
  if (event.key === "Delete" || event.key === "Backspace") {
    parts.delete(box);
    box.remove();
  } else if (part && by) {
    const [left, top, width, height] = part;
    place(box, event.shiftKey ? [left, top, width + by[0], height + by[1]] : [left + by[0], top + by[1], width, height]);
  } else return;
  event.preventDefault();
  changed();
}

function add(part: Part): HTMLElement {
  const box = document.createElement("div");
  box.className = "part";
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", form?.querySelector<HTMLElement>("[data-blur-add]")?.dataset.word ?? "");
  box.addEventListener("keydown", (event) => moved(event, box));
  stage?.append(box);
  place(box, part);
  changed();
  return box;
}

function draw(frame: HTMLElement): void {
  const share = (event: PointerEvent): [number, number] => {
    const { left, top, width, height } = frame.getBoundingClientRect();
    return [within((event.clientX - left) / width, 0, 1), within((event.clientY - top) / height, 0, 1)];
  };
  frame.addEventListener("pointerdown", (down) => {
    if (down.button !== 0 || (down.target as HTMLElement).closest(".part")) return;
    down.preventDefault();
    frame.setPointerCapture(down.pointerId);
    const [x, y] = share(down);
    let box: HTMLElement | null = null;
    const move = (event: PointerEvent): void => {
      const [toX, toY] = share(event);
      const part: Part = [Math.min(x, toX), Math.min(y, toY), Math.abs(toX - x), Math.abs(toY - y)];
      if (!box && Math.max(part[2], part[3]) > LEAST) box = add(part);
      else if (box) place(box, part);
      changed();
    };
    const end = (): void => {
      frame.removeEventListener("pointermove", move);
      box?.focus();
    };
    frame.addEventListener("pointermove", move);
    frame.addEventListener("pointerup", end, { once: true });
    frame.addEventListener("pointercancel", end, { once: true });
  });
}

if (stage && form) {
  form.hidden = false;
  stage.classList.add("drawn");
  stage.querySelector("a")?.replaceWith(...(stage.querySelector("a")?.childNodes ?? []));
  draw(stage);
  form.querySelector("[data-blur-add]")?.addEventListener("click", () => add([0.4, 0.4, 0.2, 0.2]).focus());
}
