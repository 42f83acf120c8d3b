// Lets an outlet be chosen: those on the phone at once, all others by a search.
import { make, show } from "./elements";
import { ask, Unreachable } from "./server";
import { nameOf, t } from "./words";
import type { Place } from "./shapes";

const OFFER = 20;
type Found = Pick<Place["outlet"], "code" | "name_zh" | "name_en">;

/** A search and a list whose lines lead to the `address` of a code. */
export function chooseOutlet(near: Found[], address: (code: string) => string): HTMLElement[] {
  const list = make("ol.rows");
  const offer = (found: Found[]): void => show(list, ...found.map((one) => make("li", {},
    make("a", { href: address(encodeURIComponent(one.code)) }, make("b", {}, nameOf(one)), make("span.about", {}, one.code)))));
  const hint = make("p.soft", { "aria-live": "polite" });
  const search = make<HTMLInputElement>("input", {
    type: "search", placeholder: t("find_place"), "aria-label": t("find_place"),
    oninput: () => void find(search.value.trim(), near, offer, hint),
  });
  offer(near.slice(0, OFFER));
  return [search, hint, list];
}

/** On the phone by name and code at once; with a signal by pinyin too, among all. */
async function find(text: string, near: Found[], offer: (found: Found[]) => void, hint: HTMLElement): Promise<void> {
  const here = near.filter((one) => `${one.code} ${one.name_zh} ${one.name_en}`.toLowerCase().includes(text.toLowerCase()));
  offer(here.slice(0, OFFER));
  hint.textContent = "";
  if (text === "") return;
  try {
    const answer = await ask(`/walk/api/places?q=${encodeURIComponent(text)}`);
    const { places } = (await answer.json()) as { places: Found[] };
    const known = new Set(here.map((one) => one.code));
    const all = [...here, ...places.filter((one) => !known.has(one.code))];
    offer(all.slice(0, OFFER));
    if (all.length === 0) hint.textContent = t("not_found_place");
  } catch (why) {
    if (!(why instanceof Unreachable)) throw why;
    if (here.length === 0) hint.textContent = t("not_found_place");
  }
}
