// Tells moments by the server's clock as far as this phone knows it: a wrong phone clock does no harm.
import { store } from "./store";
import { t } from "./words";

const NOTICED = 120_000; // ms: a smaller difference is the network's
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let skew = 0;

export async function setClock(): Promise<void> {
  skew = (await (await store()).get("head", "today"))?.skew ?? 0;
}

export const now = (): number => Date.now() + (Math.abs(skew) > NOTICED ? skew : 0);
export const nowText = (): string => new Date(now()).toISOString();

/** The clock on the wall where the moment was written: its own offset counts, not the phone's. */
const wall = (moment: string): string => moment.slice(11, 16);

function local(moment: string): number {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(moment);
  const minutes = offset ? (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  return minutes * 60_000;
}

/** Today 17:00, tomorrow 09:00, else the day. */
export function dayAndTime(moment: string): string {
  const shift = local(moment);
  const days = Math.floor((Date.parse(moment) + shift) / DAY) - Math.floor((now() + shift) / DAY);
  if (days === 0) return t("today_at", { at: wall(moment) });
  if (days === 1) return t("tomorrow_at", { at: wall(moment) });
  return `${Number(moment.slice(5, 7))}-${Number(moment.slice(8, 10))} ${wall(moment)}`;
}

/** How long is left, and how pressing that is. */
export function left(from: string | null, until: string | null): { words: string; tone: "" | "near" | "late" } {
  if (from && Date.parse(from) > now()) return { words: t("from", { at: dayAndTime(from) }), tone: "" };
  if (!until) return { words: "", tone: "" };
  const rest = Date.parse(until) - now();
  if (rest <= 0) return { words: t("late", { n: span(-rest) }), tone: "late" };
  const minutes = Math.ceil(rest / 60_000);
  if (minutes < 60) return { words: t("minutes_left", { n: minutes }), tone: "near" };
  if (rest < DAY) {
    const [h, m] = [Math.floor(minutes / 60), minutes % 60];
    const words = m > 0 ? t("hours_left", { h, m }) : t("hours_left_even", { n: h });
    return { words, tone: rest < 4 * HOUR ? "near" : "" };
  }
  return { words: t("until", { at: dayAndTime(until) }), tone: "" };
}

function span(ms: number): string {
  return ms < 2 * HOUR ? t("late_minutes", { n: Math.ceil(ms / 60_000) }) : t("late_hours", { n: Math.floor(ms / HOUR) });
}

/** A moment as this phone wrote it (UTC), on this phone's wall. */
export function atPhone(moment: string): string {
  return new Date(moment).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
}
