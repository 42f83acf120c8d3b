// Builds elements: a few lines instead of a framework.

export type Child = Node | string | null | undefined | false;
type Listener = (event: never) => void;
type Given = Record<string, string | number | boolean | null | undefined | Listener>;

/** `make("button.act", { onclick: go, disabled: true }, "Go")`; text is always text, never markup. */
export function make<T extends HTMLElement = HTMLElement>(what: string, given: Given = {}, ...children: Child[]): T {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag) as T;
  if (classes.length > 0) element.className = classes.join(" ");
  if (tag === "button" && given.type === undefined) element.setAttribute("type", "button");
  for (const [name, value] of Object.entries(given)) put(element, name, value);
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

function put(element: HTMLElement, name: string, value: Given[string]): void {
  if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value as EventListener);
  else if (name === "value") (element as HTMLInputElement).value = String(value ?? "");
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
}

export function show(element: Element, ...children: Child[]): void {
  element.replaceChildren(...children.filter((child): child is Node | string => Boolean(child)));
}

const DRAWINGS = {
  ok: "M5 12.5l4.5 4.5L19 7.5",
  no: "M6.500 6.500l11 11M17.500 6.500l-11 11",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  camera: "M3 8h4l2-3h6l2 3h4v11H3zM12 16.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7z",
  back: "M15 5l-7 7 7 7",
  on: "M9 5l7 7-7 7",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 8h3v3H8zM13 8h3v3h-3zM8 13h3v3H8zM13 13h1v1h2v2",
  fault: "M12 4l9 16H3zM12 10v5M12 17.500v.2",
  walk: "M9 4h6v3H9zM8 5H5v16h14V5h-3M8 12l1.500 1.500L12 11M14 13h3M8 17h9",
  undo: "M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4",
  up: "M12 19V6M6 11l6-6 6 6",
  place: "M12 21s7-6.500 7-11.500A7 7 0 0 0 5 9.500C5 14.500 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  down: "M6 9l6 6 6-6",
  pen: "M4 20l1-4L16 5l3 3L8 19z",
} as const;
export type Drawing = keyof typeof DRAWINGS;

/** A drawing, hidden from screen readers: a word stands beside it or names its button. */
export function icon(name: Drawing): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", DRAWINGS[name]);
  svg.append(path);
  return svg;
}

let said: HTMLElement | null = null;

/** One sentence that comes and goes, and is read out. */
export function say(words: string, act?: { words: string; does: () => void }): void {
  said?.remove();
  const line = make("div.said", { role: "status" }, make("span", {}, words));
  const close = (): void => line.remove();
  if (act) {
    line.append(make("button", { onclick: () => { close(); act.does(); } }, act.words));
  }
  said = line;
  document.body.append(line);
  setTimeout(close, act ? 8_000 : 4_000);
}

/** Asks before something is lost; the words name what happens. */
export function sure(question: string, yes: string, no: string): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = make<HTMLDialogElement>("dialog.ask", { "aria-label": question },
      make("p", {}, question),
      make("div.acts", {},
        make("button.act", { onclick: () => dialog.close("yes") }, yes),
        make("button.plain", { onclick: () => dialog.close("no") }, no)));
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue === "yes"); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
