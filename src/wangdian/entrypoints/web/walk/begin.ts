// Begins a walk that nobody planned: which outlet, which kind.
import { make, show } from "./elements";
import { headOf } from "./head";
import { beginWalk, placeOf } from "./open_walk";
import { go } from "./router";
import { ask, Unreachable } from "./server";
import { store } from "./store";
import { nameOf, t } from "./words";
import type { Place } from "./shapes";

const OFFER = 20;
type Found = Pick<Place["outlet"], "code" | "name_zh" | "name_en">;

export async function beginScreen(root: HTMLElement, code?: string): Promise<void> {
  if (code) return void root.append(headOf(t("begin_other"), "#/begin"), ...(await kindsAt(code)));
  const places = await (await store()).getAll("places");
  if (places.length === 1) return void go(`#/begin/${places[0].outlet.code}`, true);
  const list = make("ol.rows");
  const offer = (found: Found[]): void => show(list, ...found.map((one) => make("li", {},
    make("a", { href: `#/begin/${encodeURIComponent(one.code)}` }, make("b", {}, nameOf(one)), make("span.about", {}, one.code)))));
  const near = places.filter((place) => place.kinds.length > 0).map((place) => place.outlet);
  offer(near.slice(0, OFFER));
  const search = make<HTMLInputElement>("input", {
    type: "search", placeholder: t("find_place"), "aria-label": t("find_place"),
    oninput: () => void find(search.value.trim(), near, offer, hint),
  });
  const hint = make("p.soft", { "aria-live": "polite" });
  root.append(headOf(t("which_outlet"), "#/"), search, hint, list);
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

async function kindsAt(code: string): Promise<HTMLElement[]> {
  let place: Place;
  try {
    place = await placeOf(code);
  } catch (why) {
    return [make("p.empty", {}, why instanceof Unreachable ? t("needs_signal_place") : t("not_found_place"))];
  }
  return [make("p.big", {}, nameOf(place.outlet)), ...beginHere(place)];
}

/** The walks that may be begun at a place, each a wide button. */
export function beginHere(place: Place, title = t("which_kind")): HTMLElement[] {
  if (place.kinds.length === 0) return [make("p.empty", {}, t("no_kinds"))];
  const begin = async (kind: Place["kinds"][number]): Promise<void> => go(`#/w/${await beginWalk(place.outlet.code, kind)}`, true);
  return [make("section", {}, make("h2", {}, title), make("div.tall", {}, ...place.kinds.map((kind) =>
    make("button.plain.wide", { "data-kind": kind, onclick: () => void begin(kind) }, t(kind)))))];
}
