// The line above every screen: what is unsent, in words, and what to do about it.
import { make, show } from "./elements";
import { isNothing, unsent, type Unsent } from "./left";
import { listen, type News } from "./sync";
import { joined, t } from "./words";

let latest: News = { mood: "resting", photo: null };
let asked = 0;

/** 3 项、2 张照片 */
export function whatIsLeft(left: Unsent): string {
  const parts = [
    left.items > 0 && t("items_n", { n: left.items }), left.photos > 0 && t("photos_n", { n: left.photos }),
    left.faults > 0 && t("faults_n", { n: left.faults }), left.ends > 0 && t("ends_n", { n: left.ends }),
  ];
  return joined(parts.filter((part): part is string => Boolean(part)));
}

export function whyLeft(news: News): string {
  if (news.mood === "login") return t("login_gone");
  if (!navigator.onLine) return t("no_signal");
  if (news.mood === "waiting") return t("waiting");
  if (news.photo !== null) return t("sending_photo", { n: Math.round(news.photo * 100) });
  return news.mood === "sending" ? t("sending") : "";
}

/** The login page, and back to where the person is. */
export const loginAddress = (): string => `/login/?next=${encodeURIComponent(location.pathname + location.hash)}`;

async function paint(line: HTMLElement): Promise<void> {
  asked += 1;
  const mine = asked;
  const left = await unsent();
  if (mine !== asked) return;
  const login = latest.mood === "login";
  const quiet = isNothing(left) && !login;
  line.dataset.mood = navigator.onLine ? latest.mood : "offline";
  line.dataset.left = String(left.items + left.photos + left.faults + left.ends + left.others);
  line.classList.toggle("quiet", quiet);
  const what = whatIsLeft(left);
  show(line,
    what ? make("a.what", { href: "#/unsent" }, t("unsent", { what })) : quiet && make("span.what", {}, t("all_sent")),
    left.others > 0 && !what && make("a.what", { href: "#/unsent" }, t("others_short", { n: left.others })),
    !quiet && make("span.why", {}, whyLeft(latest)),
    login && make("a.act", { href: loginAddress() }, t("login")));
}

export function keepStatus(line: HTMLElement): void {
  const again = (): void => void paint(line);
  listen((news) => { latest = news; again(); });
  addEventListener("online", again);
  addEventListener("offline", again);
  addEventListener("wangdian:kept", again);
}

/** Something was kept on the phone: the line counts again. */
export const noteKept = (): boolean => dispatchEvent(new Event("wangdian:kept"));
