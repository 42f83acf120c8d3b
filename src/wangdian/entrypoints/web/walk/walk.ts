// The walk on the phone: starts the screens, the sending and the keeping of the program itself.
import { beginScreen } from "./begin";
import { make } from "./elements";
import { endScreen } from "./end";
import { faultScreen } from "./fault";
import { homeScreen } from "./home";
import { setClock } from "./moments";
import { at, route } from "./router";
import { scanScreen, tagIn } from "./scan";
import { fetchToday, Refusal, Unreachable } from "./server";
import { keepStatus } from "./status";
import { habit, store } from "./store";
import { keepSyncing, listen } from "./sync";
import { tagScreen } from "./tag";
import { unsentScreen } from "./unsent_screen";
import { bringReferences, keepProgram } from "./worker";
import { speak, t } from "./words";
import { zoneScreen } from "./zone";

at("", homeScreen);
at("w", zoneScreen);
at("end", endScreen);
at("begin", beginScreen);
at("fault", faultScreen);
at("unsent", unsentScreen);
at("scan", scanScreen);
at("t", tagScreen);

/** Light or dark as chosen on the desk pages; else as the device says. */
function dress(): void {
  const theme = /(?:^|; )theme=(light|dark)/.exec(document.cookie)?.[1];
  if (theme) document.documentElement.dataset.theme = theme;
}

async function chooseLanguage(): Promise<void> {
  const person = (await (await store()).get("head", "today"))?.person.language ?? navigator.language;
  const chosen = await habit("language", person);
  speak(chosen.toLowerCase().startsWith("zh") ? "zh" : "en");
}

/** `/walk/?tag=K7M2` from a QR code is the same program at another place. */
function fromCode(): void {
  const tag = tagIn(location.search);
  if (tag) history.replaceState(null, "", `/walk/#/t/${tag}`);
}

/** On a phone that holds nothing yet, what is asked for today comes first; without a signal the screens say so. */
async function bringFirst(): Promise<void> {
  if (await (await store()).get("head", "today")) return;
  document.querySelector("#screen")?.replaceChildren(make("p.empty", { role: "status" }, t("bringing")));
  try {
    await fetchToday();
    await chooseLanguage();
  } catch (why) {
    if (!(why instanceof Unreachable) && !(why instanceof Refusal)) throw why;
  }
}

async function start(): Promise<void> {
  dress();
  if (!isSecureContext) {
    document.querySelector("#screen")?.replaceChildren(t("insecure"));
    return;
  }
  await chooseLanguage();
  await bringFirst();
  await setClock();
  fromCode();
  const line = document.querySelector<HTMLElement>("#status");
  if (line) keepStatus(line);
  addEventListener("popstate", () => void route());
  addEventListener("wangdian:language", () => void route());
  await route();
  keepProgram();
  void navigator.storage?.persist?.();
  listen((news) => {
    if (news.mood !== "resting") return;
    void setClock();
    void bringReferences();
  });
  keepSyncing();
}

void start();
