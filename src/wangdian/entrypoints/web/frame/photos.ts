// Opens a photo of a strip large, and turns to its neighbours.
const dialog = document.getElementById("photo") as HTMLDialogElement | null;
const large = dialog?.querySelector("img");
let strip: HTMLAnchorElement[] = [];
let at = 0;

function show(index: number): void {
  if (!large || strip.length === 0) return;
  at = (index + strip.length) % strip.length;
  large.src = strip[at].dataset.large ?? strip[at].href;
  large.alt = strip[at].querySelector("img")?.alt ?? "";
  for (const button of dialog?.querySelectorAll<HTMLElement>("[data-turn]") ?? []) button.hidden = strip.length < 2;
}

document.body.addEventListener("click", (event) => {
  const target = event.target as HTMLElement;
  const link = target.closest<HTMLAnchorElement>("a[data-large]");
  const turn = target.closest<HTMLElement>("[data-turn]");
  if (turn) show(at + Number(turn.dataset.turn));
  if (!link || !dialog) return;
  event.preventDefault();
  strip = [...(link.closest("[data-strip]") ?? document).querySelectorAll<HTMLAnchorElement>("a[data-large]")];
  show(strip.indexOf(link));
  dialog.showModal();
});

dialog?.addEventListener("keydown", (event) => {
  if (event.key === "ArrowRight") show(at + 1);
  if (event.key === "ArrowLeft") show(at - 1);
});
export {};
