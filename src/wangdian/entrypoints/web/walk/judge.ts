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
export function judge(requirement: Requirement, typed: Record<string, string>, variant: string): Judged {
  const read: Record<string, Fraction> = {};
  const unreadable: string[] = [];
  for (const value of requirement.values) {
    const text = (typed[value.name] ?? "").trim();
    if (text === "") continue;
    const figure = fraction(text);
    if (figure === null || text.includes("/")) unreadable.push(value.name);
    else read[value.name] = figure;
  }
  const values = Object.fromEntries(requirement.values.map((v) => [v.name, ofValue(v, read[v.name], variant)]));
  const rules = Object.fromEntries(requirement.rules.map((r) => [r.name, ofRule(r, read)]));
  const asked = requirement.values.filter((v) => !v.optional || read[v.name] !== undefined).map((v) => values[v.name]);
  return { says: together([...asked, ...Object.values(rules)]), values, rules, unreadable };
}

function together(all: Verdict[]): Verdict {
  if (all.includes("fails")) return "fails";
  return all.includes("unknown") || all.length === 0 ? "unknown" : "holds";
}

function ofValue(value: Value, read: Fraction | undefined, variant: string): Verdict {
  if (read === undefined) return "unknown";
  return within(read, value.by_variant.find((b) => b.variant === variant) ?? value);
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
  return over === undefined || under === undefined ? null : divided(over, under);
}

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
  if (count === undefined || of === undefined) return "unknown";
  const started = ceiling({ over: of.over, under: of.under * BigInt(rule.each) });
  return below(count, { over: started * BigInt(rule.at_least), under: 1n }) ? "fails" : "holds";
}
