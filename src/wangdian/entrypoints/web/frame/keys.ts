// Everything by keyboard: / searches, j and k move through rows, Enter opens, ? shows the keys.
const ROWS = "main .list tbody tr, main .rows > li";
let lead = "";

function move(step: number): void {
  const links = [...document.querySelectorAll<HTMLElement>(ROWS)]
    .map((row) => row.querySelector<HTMLElement>("a[href], button"))
    .filter((link): link is HTMLElement => link !== null && link.offsetParent !== null);
  const at = links.findIndex((link) => link.closest("tr, li")?.contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(Math.max(at + step, 0), links.length - 1);
  links[next]?.focus();
  links[next]?.scrollIntoView({ block: "nearest" });
}

function search(): void {
  const own = document.querySelector<HTMLInputElement>("main input[type=search]");
  const field = own ?? document.querySelector<HTMLInputElement>(".top input[type=search]");
  field?.focus();
  field?.select();
}

const KEYS: Record<string, () => void> = {
  "/": search,
  j: () => move(1),
  k: () => move(-1),
  "?": () => (document.getElementById("keys") as HTMLDialogElement | null)?.showModal(),
};

document.addEventListener("keydown", (event) => {
  const target = event.target as HTMLElement;
  if (event.key === "Escape" && target.matches("input, textarea, select")) target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  if (lead === "g" && event.key === "t") {
    window.location.assign("/");
    return;
  }
  lead = event.key;
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
export {};
