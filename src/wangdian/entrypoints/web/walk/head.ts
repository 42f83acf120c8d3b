// The head of a screen: the way back, what it is, and what matters most.
import { icon, make, type Child } from "./elements";
import { t } from "./words";

export function headOf(title: string, back: string, ...more: Child[]): HTMLElement {
  return make("header.over", {},
    make("a.back", { href: back, "aria-label": t("back") }, icon("back")),
    make("h1", {}, title), ...more);
}

/** Why a screen cannot show anything, and the way out. */
export function dead(words: string): HTMLElement {
  return make("div", {}, headOf(t("app"), "#/"), make("p.empty", {}, words), make("a.act", { href: "#/" }, t("home")));
}
