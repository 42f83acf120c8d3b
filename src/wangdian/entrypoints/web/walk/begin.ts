// Begins a walk that nobody planned: which outlet, which kind.
import { chooseOutlet } from "./choose";
import { make } from "./elements";
import { headOf } from "./head";
import { beginWalk, placeOf } from "./open_walk";
import { go } from "./router";
import { Unreachable } from "./server";
import { store } from "./store";
import { nameOf, t } from "./words";
import type { Place } from "./shapes";

export async function beginScreen(root: HTMLElement, code?: string): Promise<void> {
  if (code) return void root.append(headOf(t("begin_other"), "#/begin"), ...(await kindsAt(code)));
  const places = await (await store()).getAll("places");
  if (places.length === 1) return void go(`#/begin/${places[0].outlet.code}`, true);
  const near = places.filter((place) => place.kinds.length > 0).map((place) => place.outlet);
  root.append(headOf(t("which_outlet"), "#/"), ...chooseOutlet(near, (one) => `#/begin/${one}`));
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
