// Says things in the person's language.
import { PHRASES, type Phrase } from "./phrases";
import type { Language, Words } from "./shapes";

let language: Language = "zh";

export const spoken = (): Language => language;

export function speak(chosen: Language): void {
  language = chosen;
  document.documentElement.lang = chosen === "zh" ? "zh-Hans" : "en";
  document.title = `${t("app")} · ${t("desk")}`;
}

/** A sentence with its names filled in. */
export function t(phrase: Phrase, given: Record<string, string | number> = {}): string {
  const text = PHRASES[phrase][language === "zh" ? 0 : 1];
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_whole, name: string, one?: string, many?: string) => {
    const value = given[name] ?? "";
    return many === undefined ? String(value) : `${value} ${Number(value) === 1 ? one : many}`;
  });
}

/** The catalogue's own words in the person's language. */
export const own = (words: Words): string => (language === "en" && words.en) || words.zh;

export function nameOf(outlet: { name_zh: string; name_en: string }): string {
  return (language === "en" && outlet.name_en) || outlet.name_zh;
}

export function joined(parts: string[]): string {
  return language === "zh" ? parts.join("、") : parts.join(", ");
}
