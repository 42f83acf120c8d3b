// y and n answer the question that holds the focus; j and k go from one to the next.
const buttonOf = (pair: Element | null, key: string): HTMLButtonElement | null =>
  pair?.querySelector<HTMLButtonElement>(`button[data-key="${key}"]`) ?? null;

document.addEventListener("keydown", (event) => {
  const target = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || target.closest("input, textarea, select, dialog")) return;
  if (event.key !== "y" && event.key !== "n") return;
  buttonOf(target.closest("[data-pair]"), event.key)?.click();
});
export {};
