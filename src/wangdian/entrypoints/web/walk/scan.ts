// Reads a QR code with the phone's camera where the browser can; else by the words below the code.
import { make, show } from "./elements";
import { headOf } from "./head";
import { go, type Leave } from "./router";
import { t } from "./words";

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>;
}
declare global {
  interface Window {
    BarcodeDetector?: { new (of: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> };
  }
}

const TAG = /(?:\/q\/|[?&]tag=|#\/t\/|^)([A-Za-z0-9]{4,12})\/?$/;

/** The tag in what a code says or a person types; null if it is none of ours. */
export const tagIn = (text: string): string | null => TAG.exec(text.trim())?.[1].toUpperCase() ?? null;

export async function scanScreen(root: HTMLElement): Promise<Leave> {
  const place = make("div.viewfinder");
  const input = make<HTMLInputElement>("input", { type: "text", autocapitalize: "characters", autocomplete: "off", "aria-label": t("scan_type"), placeholder: t("scan_type") });
  const open = (): void => {
    const tag = tagIn(input.value);
    if (tag) go(`#/t/${tag}`);
    else place.after(make("p.problem", { role: "alert" }, t("tag_unknown")));
  };
  const form = make("form.typed-tag", { onsubmit: (event: Event) => { event.preventDefault(); open(); } }, input, make("button.act", { type: "submit" }, t("scan_go")));
  root.classList.add("scan");
  root.append(headOf(t("scan_title"), "#/"), place, form);
  return look(place);
}

async function look(place: HTMLElement): Promise<Leave> {
  const formats = (await window.BarcodeDetector?.getSupportedFormats()) ?? [];
  if (!window.BarcodeDetector || !formats.includes("qr_code")) {
    show(place, make("p.empty", {}, t("scan_none")));
    return () => undefined;
  }
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    show(place, make("p.empty", {}, t("scan_denied")));
    return () => undefined;
  }
  const video = make<HTMLVideoElement>("video", { playsinline: true, muted: true, "aria-label": t("scan_title") });
  video.srcObject = stream;
  show(place, video);
  await video.play();
  const timer = setInterval(() => void read(detector, video), 250);
  return () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
  };
}

async function read(detector: Detector, video: HTMLVideoElement): Promise<void> {
  if (video.readyState < video.HAVE_CURRENT_DATA) return;
  for (const code of await detector.detect(video)) {
    const tag = tagIn(code.rawValue);
    if (tag) return go(`#/t/${tag}`, true);
  }
}
