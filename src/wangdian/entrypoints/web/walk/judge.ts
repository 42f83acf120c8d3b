// Judges measured values as they are typed; the server judges again and its word counts.
import { below, ceiling, divided, fraction, type Fraction } from "./fractions";
import type { Bound, PerStartedRule, RatioRule, Requirement, Rule, TableRule, Value } from "./shapes";

export type Verdict = "holds" | "fails" | "unknown";

/** What is said of one value or rule, and of all together. */
export interface Judged {
  says: Verdict;
  values: Record<string, Verdict>;
  rules: Record<string, Verdict>;
  unreadable: string[];
}

/** Texts by name as typed; `variant` is the chosen one or "". */
const WIDE = /[\uff0b-\uff19]/g;

/** What was typed on a Chinese keyboard, as plain digits: "１２。５" is "12.5". */
export function plain(text: string): string {
  const narrow = text.replace(WIDE, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));
  return narrow.replace(/[。．]/g, ".").replace(/\s/g, "").replace(/^\+/, "");
}

/** Of what was typed, the figures that can be read, and the variant. */
export function readable(typed: Record<string, string>): Record<string, string> {
  const told = Object.entries(typed).map(([name, text]) => [name, name === "variant" ? text : plain(text)]);
  return Object.fromEntries(told.filter(([name, text]) => text !== "" && (name === "variant" || isFigure(text))));
}

const isFigure = (text: string): boolean => fraction(text) !== null && !text.includes("/");

export function judge(requirement: Requirement, typed: Record<string, string>, variant: string): Judged {
  const read: Record<string, Fraction> = {};
  const unreadable: string[] = [];
  for (const value of requirement.values) {
    const text = plain(typed[value.name] ?? "");
    if (text === "") continue;
    const figure = fraction(text);
    if (figure === null || !isFigure(text)) unreadable.push(value.name);
    else read[value.name] = figure;
  }
  const values = Object.fromEntries(requirement.values.map((v) => [v.name, ofValue(requirement, v, read[v.name], variant)]));
  const rules = Object.fromEntries(requirement.rules.map((r) => [r.name, ofRule(r, read)]));
  const asked = requirement.values.filter((v) => !v.optional || read[v.name] !== undefined).map((v) => values[v.name]);
  return { says: together([...asked, ...Object.values(rules)]), values, rules, unreadable };
}

function together(all: Verdict[]): Verdict {
  if (all.includes("fails")) return "fails";
  return all.includes("unknown") || all.length === 0 ? "unknown" : "holds";
}

function ofValue(requirement: Requirement, value: Value, read: Fraction | undefined, variant: string): Verdict {
  if (read === undefined) return "unknown";
  const bound = boundOf(value, variant);
  const limited = bound.min !== null || bound.max !== null;
  const offered = requirement.variants.some((one) => one.code === variant);
  if (!limited && value.by_variant.length > 0 && !offered) return "unknown";
  return within(read, bound);
}

/** The limits that count: those of the variant if it has its own. */
export function boundOf(value: Value, variant: string): Bound {
  return value.by_variant.find((one) => one.variant === variant) ?? value;
}

function within(figure: Fraction, bound: Bound): Verdict {
  const [min, max] = [bound.min && fraction(bound.min), bound.max && fraction(bound.max)];
  if (min && below(figure, min)) return "fails";
  if (max && below(max, figure)) return "fails";
  return "holds";
}

function ofRule(rule: Rule, read: Record<string, Fraction>): Verdict {
  switch (rule.rule) {
    case "ratio":
      return ofRatio(rule, read);
    case "table":
      return ofTable(rule, read);
    case "per_started":
      return ofCount(rule, read);
  }
}

function ratio(rule: RatioRule | TableRule, read: Record<string, Fraction>): Fraction | null {
  const [over, under] = [read[rule.over], read[rule.under]];
  return over === undefined || under === undefined || under.over <= 0n ? null : divided(over, under);
}

/** What a ratio came to, for people: 1:12.5 where the limit is written so, else a decimal. */
export function ratioShown(rule: RatioRule | TableRule, typed: Record<string, string>): string | null {
  const [over, under] = [rule.over, rule.under].map((name) => Number(plain(typed[name] ?? "") || "NaN"));
  if (!(under > 0) || !(over >= 0)) return null;
  if (over === 0) return "0";
  return over <= under ? `1:${trimmed(under / over)}` : trimmed(over / under);
}

const trimmed = (figure: number): string => String(Number(figure.toFixed(2)));

function ofRatio(rule: RatioRule, read: Record<string, Fraction>): Verdict {
  const found = ratio(rule, read);
  return found === null ? "unknown" : within(found, rule);
}

function ofTable(rule: TableRule, read: Record<string, Fraction>): Verdict {
  const [found, of] = [ratio(rule, read), read[rule.of]];
  if (found === null || of === undefined) return "unknown";
  const row = rule.rows.find((r) => !below(fraction(r.up_to) ?? found, found));
  return row ? within(of, { min: null, max: row.max }) : "fails";
}

function ofCount(rule: PerStartedRule, read: Record<string, Fraction>): Verdict {
  const [count, of] = [read[rule.count], read[rule.of]];
  if (count === undefined || of === undefined || of.over < 0n) return "unknown";
  const started = ceiling({ over: of.over, under: of.under * BigInt(rule.each) });
  return below(count, { over: started * BigInt(rule.at_least), under: 1n }) ? "fails" : "holds";
}
