// What every page loads: htmx, keys, confirmations, photos large, what was just said, fresh tokens, light and dark.
import "htmx.org";
import "./confirm";
import "./keys";
import "./photos";
import "./said";
import "./token";

const body = document.body;

// Light, dark, or as the device: kept in this browser, drawn by the server from the next page on.
body.addEventListener("click", (event) => {
  const button = (event.target as HTMLElement).closest<HTMLElement>("[data-theme-to]");
  if (!button) return;
  const theme = button.dataset.themeTo ?? "";
  document.cookie = `theme=${theme}; path=/; max-age=${theme ? 31536000 : 0}; samesite=lax`;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  for (const other of document.querySelectorAll<HTMLElement>("[data-theme-to]")) {
    other.setAttribute("aria-pressed", String(other.dataset.themeTo === theme));
  }
});

// One opened menu at a time; a tap elsewhere or Escape closes it.
function closeMenus(except: Node | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>(".mine[open], .thumb details[open]")) {
    if (!except || !menu.contains(except)) menu.open = false;
  }
}
body.addEventListener("click", (event) => closeMenus(event.target as Node));
body.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus(null);
});

// A tap is heard at once, whatever the network does: the thin line above, and forms that are not sent twice.
const busy = document.getElementById("busy");
const wait = (on: boolean): void => void busy?.classList.toggle("on", on);
body.addEventListener("htmx:beforeRequest", () => wait(true));
body.addEventListener("htmx:afterRequest", () => wait(false));
window.addEventListener("beforeunload", () => wait(true));
window.addEventListener("pageshow", () => {
  wait(false);
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
});
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || form.method === "dialog" || form.hasAttribute("download")) return;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  if (form.method === "post") form.setAttribute("aria-busy", "true");
});
body.addEventListener("htmx:afterRequest", (event) => {
  (event.target as HTMLElement).closest("form")?.removeAttribute("aria-busy");
});

// A filter answers as it is set: selects and boxes of a filter form send it.
body.addEventListener("change", (event) => {
  const field = event.target as HTMLElement;
  const form = field.closest<HTMLFormElement>("form.filter");
  if (form && !form.hasAttribute("hx-get") && field.matches("select, input[type=checkbox], input[type=date]")) {
    form.requestSubmit();
  }
});
