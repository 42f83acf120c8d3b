// The figures of a measured item: judged as they are typed, each with its limit beside it.
import { make, show } from "./elements";
import { boundOf, judge, ratioShown, type Judged } from "./judge";
import { own, t } from "./words";
import type { Bound, Requirement, Rule, Value } from "./shapes";

export class Measure {
  readonly element = make("div.measure");
  private readonly inputs = new Map<string, { input: HTMLInputElement; limit: HTMLElement; line: HTMLElement }>();
  private readonly told = make("div.told", { "aria-live": "polite" });
  private readonly kinds: HTMLElement | null;

  constructor(
    private readonly requirement: Requirement, private readonly label: string,
    private readonly values: () => Record<string, string>, private readonly typed: (values: Record<string, string>) => void,
  ) {
    this.kinds = requirement.variants.length > 0 ? this.variants() : null;
    if (this.kinds) this.element.append(this.kinds);
    for (const value of requirement.values) this.element.append(this.line(value));
    this.element.append(this.told);
    this.paint();
  }

  /** Puts the cursor into the first empty figure. */
  focus(): void {
    const all = [...this.inputs.values()].map((one) => one.input);
    (all.find((input) => input.value === "") ?? all[0])?.focus();
  }

  paint(): void {
    const values = this.values();
    const variant = values.variant ?? "";
    const judged = judge(this.requirement, values, variant);
    for (const value of this.requirement.values) {
      const found = this.inputs.get(value.name);
      if (!found) continue;
      if (found.input !== document.activeElement) found.input.value = values[value.name] ?? "";
      found.limit.textContent = limitOf(boundOf(value, variant), value);
      const bad = judged.unreadable.includes(value.name);
      found.line.dataset.says = bad ? "unreadable" : judged.values[value.name];
      found.input.setAttribute("aria-invalid", String(bad || judged.values[value.name] === "fails"));
    }
    for (const chip of this.kinds?.querySelectorAll<HTMLElement>("[data-code]") ?? []) {
      chip.setAttribute("aria-pressed", String(chip.dataset.code === variant));
    }
    this.tell(judged, values);
  }

  private tell(judged: Judged, values: Record<string, string>): void {
    const lines = this.requirement.rules.map((rule) => ruleLine(rule, judged, values));
    const any = Object.entries(values).some(([name, text]) => name !== "variant" && text !== "");
    const unreadable = judged.unreadable.length > 0 && make("p.fails", {}, t("not_a_number"));
    const verdict = judged.says === "unknown" ? "unknown_yet" : judged.says;
    const unchosen = this.kinds !== null && !values.variant && judged.says === "unknown";
    const sum = any && make(`p.sum.${judged.says}`, {}, unchosen ? t("choose_variant") : t(verdict));
    show(this.told, ...lines, unreadable, sum);
  }

  private line(value: Value): HTMLElement {
    const limit = make("small.limit");
    const input = make<HTMLInputElement>("input.figure", {
      type: "text", inputmode: "decimal", autocomplete: "off", maxlength: 23, "data-name": value.name,
      "aria-label": `${this.label}: ${own(value)}, ${value.unit_shown}`, enterkeyhint: "next",
      oninput: () => this.typed({ ...this.values(), [value.name]: input.value }),
      onkeydown: (event: KeyboardEvent) => { if (event.key === "Enter") this.next(input); },
    });
    const name = make("span.name", {}, own(value), value.optional && make("small", {}, ` ${t("optional")}`));
    const line = make("label.figured", {}, name, input, make("span.unit", {}, value.unit_shown), limit);
    this.inputs.set(value.name, { input, limit, line });
    return line;
  }

  private next(after: HTMLInputElement): void {
    const all = [...this.inputs.values()].map((one) => one.input);
    const following = all[all.indexOf(after) + 1];
    if (following) following.focus();
    else after.blur();
  }

  private variants(): HTMLElement {
    const chips = this.requirement.variants.map((one) => make("button.chip", {
      "data-code": one.code, "aria-pressed": "false",
      onclick: () => this.typed({ ...this.values(), variant: one.code }),
    }, own(one)));
    return make("div.chips", { role: "group", "aria-label": t("which_variant") }, ...chips);
  }
}

function limitOf(bound: Bound, value: Value): string {
  const unit = value.unit_shown === "%" ? "%" : "";
  const [a, b] = [bound.min, bound.max].map((end) => (end === null ? null : end + unit));
  if (a && b) return Number(bound.min) === 0 ? t("at_most", { n: b }) : t("between", { a, b });
  if (b) return t("at_most", { n: b });
  if (a && Number(bound.min) > 0) return t("at_least", { n: a });
  return "";
}

const colonOf = (limit: string): string => limit.replace("/", ":");

function ruleLine(rule: Rule, judged: Judged, values: Record<string, string>): HTMLElement {
  const says = judged.rules[rule.name];
  const parts = [own(rule)];
  if (rule.rule !== "per_started") {
    const shown = ratioShown(rule, values);
    if (shown) parts.push(shown);
  }
  if (rule.rule === "ratio") parts.push(limitOf(colons(rule), { unit_shown: "" } as Value));
  if (rule.rule === "per_started") parts.push(t("per_started", { each: rule.each, n: rule.at_least }));
  if (rule.rule === "table") {
    parts.push(...rule.rows.map((row) => t("limit_by", { n: colonOf(row.up_to), max: row.max })));
  }
  return make(`p.rule.${says}`, {}, parts.filter(Boolean).join(" · "));
}

const colons = (rule: Bound): Bound => ({
  min: rule.min === null ? null : colonOf(rule.min), max: rule.max === null ? null : colonOf(rule.max),
});
