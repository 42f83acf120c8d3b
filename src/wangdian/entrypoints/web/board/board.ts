// Chooses orders of the board by box or by x, and asks the server to whom they may be given.
const form = document.querySelector<HTMLFormElement>("form.bulk");
const bar = form?.querySelector<HTMLElement>(".chosen");
const target = bar?.querySelector<HTMLElement>("[data-to]");
const all = form?.querySelector<HTMLInputElement>("[data-all]");
let asked = "";

const boxes = (): HTMLInputElement[] => [...(form?.querySelectorAll<HTMLInputElement>("input[name=numbers]") ?? [])];
const chosen = (): HTMLInputElement[] => boxes().filter((box) => box.checked);

async function askTakers(numbers: string[]): Promise<void> {
  const query = new URLSearchParams(numbers.map((number) => ["numbers", number])).toString();
  if (!form || !target || query === asked) return;
  asked = query;
  const kept = target.querySelector("select")?.value ?? "";
  const answer = await fetch(`${form.dataset.takers}?${query}`, { headers: { "HX-Request": "true" } });
  if (!answer.ok || query !== asked) return;
  target.innerHTML = await answer.text();
  const select = target.querySelector("select");
  if (select && [...select.options].some((option) => option.value === kept)) select.value = kept;
}

function show(): void {
  const now = chosen();
  if (!bar) return;
  bar.hidden = now.length === 0;
  const number = bar.querySelector(".number");
  if (number) number.textContent = String(now.length);
  if (all) all.checked = now.length > 0 && now.length === boxes().length;
  if (now.length > 0) void askTakers(now.map((box) => box.value));
  else asked = "";
}

form?.addEventListener("change", (event) => {
  if (event.target === all && all) for (const box of boxes()) box.checked = all.checked;
  show();
});
bar?.querySelector("[data-none]")?.addEventListener("click", () => {
  for (const box of boxes()) box.checked = false;
  show();
});
document.addEventListener("keydown", (event) => {
  const target = event.target as HTMLElement;
  if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.matches("input:not([type=checkbox]), textarea, select")) return;
  const box = target.closest("tr")?.querySelector<HTMLInputElement>("input[name=numbers]");
  if (!box) return;
  event.preventDefault();
  box.checked = !box.checked;
  show();
});
window.addEventListener("pageshow", show);
export {};
