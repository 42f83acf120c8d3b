// The walk itself: one zone a page, one item a line, next zone by button or swipe, what is left always in sight.
import { icon, make, say, show } from "./elements";
import { dead } from "./head";
import { forgetTap, ItemView } from "./item";
import { onKeys } from "./keys";
import { openWalk } from "./open_walk";
import { go, type Leave } from "./router";
import { Unreachable } from "./server";
import { intoSight } from "./sight";
import { noteKept } from "./status";
import { onSwipe } from "./swipe";
import { syncSoon } from "./sync";
import { kept } from "./trouble";
import { nameOf, t } from "./words";
import type { Row, Walking } from "./walking";

export async function zoneScreen(root: HTMLElement, id: string, number?: string, pair?: string): Promise<Leave | void> {
  const walking = await openWalk(id).catch((why: unknown) => {
    if (why instanceof Unreachable) return null;
    throw why;
  });
  if (!walking) return void root.append(dead(t("walk_gone")));
  if (walking.walk.finished_at) return void go(`#/end/${id}`, true);
  const first = walking.nextOpen(null)?.zone ?? 0;
  const page = new ZonePage(root, walking, Math.min(number ? Number(number) : first, walking.zones.length - 1));
  const wanted = walking.rows.find((row) => row.pair === pair);
  if (wanted) requestAnimationFrame(() => page.reach(wanted, true));
  return () => page.leave();
}

class ZonePage {
  private views: ItemView[] = [];
  private here = 0;
  private readonly items = make("ol.items");
  private readonly title = make("h1");
  private readonly left = make("button.left", { onclick: () => this.toOpen(null) });
  private readonly bar = make<HTMLProgressElement>("progress", { "aria-label": t("walk_left") });
  private readonly list = make("ol.zones");
  private readonly chooser: HTMLDetailsElement;
  private readonly previous = make("button.plain.step", { onclick: () => this.step(-1), "aria-label": t("prev_zone") }, icon("back"), make("small", {}, t("prev_zone")));
  private readonly next = make("button.act.next", { onclick: () => this.step(1) });
  private readonly undo = make("button.plain.step", { onclick: () => void this.takeBack(), "aria-label": t("undo") }, icon("undo"), make("small", {}, t("undo")));
  private readonly off: (() => void)[];

  constructor(private readonly root: HTMLElement, private readonly walking: Walking, zone: number) {
    const { walk, place } = walking;
    this.chooser = make<HTMLDetailsElement>("details.chooser", {},
      make("summary", {}, this.title, icon("down")), this.list);
    root.classList.add("zone");
    root.append(
      make("header.over.stuck", {},
        make("a.back", { href: "#/", "aria-label": t("back") }, icon("back")), this.chooser, this.left, this.bar),
      make("p.where", {}, `${nameOf(place.outlet)} · ${walk.plan ?? t(walk.kind)}`),
      this.items,
      make("footer.reach", {}, this.previous, this.undo, this.next));
    walking.watch((pair) => this.changed(pair));
    this.off = [onKeys((key) => this.key(key)), onSwipe(this.items, (way) => this.step(way))];
    this.open(zone);
  }

  leave(): void {
    for (const off of this.off) off();
    this.walking.close();
  }

  private open(zone: number): void {
    forgetTap();
    this.here = zone;
    history.replaceState(null, "", `#/w/${this.walking.walk.walk}/${zone}`);
    const { zone: of, rows } = this.walking.zones[zone];
    this.views = rows.map((row) => new ItemView(this.walking, row, of.subject, (view) => this.onward(view)));
    show(this.items, ...this.views.map((view) => view.element));
    this.chooser.open = false;
    this.root.dataset.at = location.hash;
    scrollTo(0, 0);
    this.paint();
  }

  private nameAt(zone: number): string {
    const { zone: of } = this.walking.zones[zone];
    return of.kind === "outlet" ? t("outlet_itself") : of.name;
  }

  private changed(pair: string | null): void {
    for (const view of this.views) if (pair === null || view.row.pair === pair) view.paint();
    this.paint();
    noteKept();
    syncSoon();
  }

  private paint(): void {
    const { zones } = this.walking;
    const all = this.walking.counts();
    const own = this.walking.counts(zones[this.here].rows);
    this.title.textContent = this.nameAt(this.here);
    this.left.textContent = all.left > 0 ? t("left_items", { n: all.left }) : t("left_none");
    this.left.setAttribute("aria-label", `${this.left.textContent}, ${t("to_open")}`);
    this.bar.max = all.all;
    this.bar.value = all.all - all.left;
    const last = this.here === zones.length - 1;
    const done = own.left === 0;
    show(this.next, make("span", {}, last || all.left === 0 ? t("to_end") : t("next_zone")),
      make("small", {}, done ? t("here_done") : t("here_left", { n: own.left })), icon("on"));
    this.next.classList.toggle("act", done);
    this.next.classList.toggle("plain", !done);
    this.previous.toggleAttribute("disabled", this.here === 0);
    this.undo.toggleAttribute("disabled", !this.walking.canUndo);
    show(this.list, ...zones.map((one, n) => this.entry(n, one.rows)));
  }

  private entry(zone: number, rows: Row[]): HTMLElement {
    const { all, left, fail } = this.walking.counts(rows);
    return make("li", {}, make("button", {
      "aria-current": zone === this.here ? "page" : null, onclick: () => this.open(zone),
    }, make("span", {}, this.nameAt(zone)), fail > 0 && make("small.fails", {}, t("fails_n", { n: fail })),
    make("small.count", {}, t("of_zone", { n: all - left, all }))));
  }

  private step(way: 1 | -1): void {
    const zone = this.here + way;
    if (zone < 0) return;
    const over = way === 1 && (zone >= this.walking.zones.length || this.walking.counts().left === 0);
    if (over) go(`#/end/${this.walking.walk.walk}`);
    else this.open(zone);
  }

  /** Brings the next open item under the thumb, where the last one was. */
  private onward(from: ItemView): void {
    const following = this.views[this.views.indexOf(from) + 1];
    if (!following) return;
    intoSight(following.element);
    following.element.focus({ preventScroll: true });
  }

  private toOpen(after: Row | null): void {
    const row = this.walking.nextOpen(after);
    if (!row) return go(`#/end/${this.walking.walk.walk}`);
    if (row.zone !== this.here) this.open(row.zone);
    this.reach(row);
  }

  /** Brings an item into sight; `open` shows what belongs to it too. */
  reach(row: Row, open = false): void {
    const view = this.views.find((one) => one.row.pair === row.pair);
    if (open && view && !view.element.classList.contains("open")) view.toggle();
    view?.element.scrollIntoView({ block: "center", behavior: "smooth" });
    view?.element.focus({ preventScroll: true });
  }

  private async takeBack(): Promise<void> {
    let row: Row | null = null;
    await kept(this.walking.undo().then((found) => { row = found; }));
    const back = row as Row | null;
    if (!back) return;
    if (back.zone !== this.here) this.open(back.zone);
    this.reach(back);
    say(t("undone"));
  }

  private key(key: string): boolean {
    const current = this.views.find((view) => view.element.contains(document.activeElement)) ?? null;
    const first = this.views.find((view) => ["open", "partial"].includes(view.element.dataset.state ?? "")) ?? this.views[0];
    const says = { "1": "ok", "2": "fail", "3": "na" } as const;
    if (key in says) {
      const view = current ?? first;
      view.element.focus();
      view.choose(says[key as keyof typeof says]);
      return true;
    }
    if (key === "j" || key === "k") return this.walkTo(current, key === "j" ? 1 : -1);
    if (key === "n" || key === "p") this.step(key === "n" ? 1 : -1);
    else if (key === "u") void this.takeBack();
    else if (key === "Enter" && document.activeElement === current?.element) current.toggle();
    else return false;
    return true;
  }

  private walkTo(current: ItemView | null, way: 1 | -1): boolean {
    const next = current ? this.views.indexOf(current) + way : 0;
    const view = this.views[Math.max(0, Math.min(next, this.views.length - 1))];
    view.element.focus();
    view.element.scrollIntoView({ block: "nearest" });
    return true;
  }
}
