// A swipe to the side, as opposed to scrolling or a tap.

const FAR = 70; // px to the side
const FLAT = 0.5; // of that, at most so much up or down

/** 1 is a swipe to the left (onwards), -1 to the right. Returns what ends it. */
export function onSwipe(element: HTMLElement, does: (way: 1 | -1) => void): () => void {
  let from: { x: number; y: number } | null = null;
  const begun = (event: TouchEvent): void => {
    const wide = (event.target as HTMLElement).closest(".shots, input, textarea");
    from = event.touches.length === 1 && !wide ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
  };
  const ended = (event: TouchEvent): void => {
    if (!from) return;
    const [x, y] = [event.changedTouches[0].clientX - from.x, event.changedTouches[0].clientY - from.y];
    from = null;
    if (Math.abs(x) > FAR && Math.abs(y) < Math.abs(x) * FLAT) does(x < 0 ? 1 : -1);
  };
  element.addEventListener("touchstart", begun, { passive: true });
  element.addEventListener("touchend", ended, { passive: true });
  return () => {
    element.removeEventListener("touchstart", begun);
    element.removeEventListener("touchend", ended);
  };
}
