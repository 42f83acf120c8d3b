// Keeps what one works on between the head and the bar under the thumb.

const ABOVE = 76; // px that the head takes
const BELOW = 84; // px that the bar takes

/** Scrolls as little as needed; what is taller than the room is shown from its top. */
export function intoSight(element: Element): void {
  const box = element.getBoundingClientRect();
  const over = box.bottom - (innerHeight - BELOW);
  if (box.top < ABOVE) scrollBy({ top: box.top - ABOVE, behavior: "smooth" });
  else if (over > 0) scrollBy({ top: Math.min(over, box.top - ABOVE), behavior: "smooth" });
}
