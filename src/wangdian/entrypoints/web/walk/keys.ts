// Keys for those who have a keyboard; typing a note is typing.

/** `does` says whether it used the key. Returns what ends it. */
export function onKeys(does: (key: string) => boolean): () => void {
  const heard = (event: KeyboardEvent): void => {
    const where = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (where.closest("input, textarea, select")) {
      if (event.key === "Escape") where.blur();
      return;
    }
    if (event.key === "Enter" && where.closest("button, a, summary")) return;
    if (does(event.key)) event.preventDefault();
  };
  addEventListener("keydown", heard);
  return () => removeEventListener("keydown", heard);
}
