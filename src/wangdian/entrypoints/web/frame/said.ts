// Says what was just done: good news leaves by itself, anything else stays until it is closed.
const place = document.getElementById("said");
const STAYS = 6000;

function leaves(note: Element): void {
  if (!note.matches(".error, .warning")) setTimeout(() => note.remove(), STAYS);
}

export function say(words: string, tone = "success"): void {
  if (!place) return;
  const note = document.createElement("p");
  note.className = `said ${tone}`;
  const text = document.createElement("span");
  text.textContent = words;
  const close = document.createElement("button");
  close.type = "button";
  close.dataset.unsay = "";
  close.textContent = "×";
  close.setAttribute("aria-label", place.dataset.close ?? "");
  note.append(text, close);
  place.append(note);
  leaves(note);
}

place?.addEventListener("click", (event) => {
  if ((event.target as HTMLElement).closest("[data-unsay]")) (event.target as HTMLElement).closest(".said")?.remove();
});
for (const note of place?.querySelectorAll(".said") ?? []) leaves(note);

// A part of a page says something with the header  HX-Trigger: {"say": {"words": "…", "tone": "error"}}.
document.body.addEventListener("say", (event) => {
  const { words, tone } = (event as CustomEvent<{ words: string; tone?: string }>).detail;
  say(words, tone);
});
