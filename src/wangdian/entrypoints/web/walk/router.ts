// Shows the screen that the address asks for; an address can be kept, sent and opened again.

export type Leave = () => void;
export type Screen = (root: HTMLElement, ...parts: string[]) => Promise<Leave | void>;

const routes: { first: string; screen: Screen }[] = [];
let leave: Leave | void;
let turn = 0;

/** `first` is the first part of the address after `#/`. */
export function at(first: string, screen: Screen): void {
  routes.push({ first, screen });
}

export function go(address: string, instead = false): void {
  if (instead) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  void route();
}

export async function route(): Promise<void> {
  turn += 1;
  const mine = turn;
  const [first = "", ...parts] = location.hash.replace(/^#\//, "").split("/").map(decodeURIComponent);
  const found = routes.find((one) => one.first === first) ?? routes[0];
  const root = document.createElement("main");
  root.id = "screen";
  root.tabIndex = -1;
  const left = await found.screen(root, ...parts);
  if (mine !== turn) {
    left?.();
    return;
  }
  leave?.();
  leave = left;
  document.querySelector("#screen")?.replaceWith(root);
  root.dataset.at = location.hash;
  root.focus({ preventScroll: true }); // a screen reader goes on here
  scrollTo(0, 0);
}
