// Photos of a repair, taken in the page with what was wrong as a ghost over the live picture; the files stay possible.
import { canLive, takeLive, type LiveWords } from "../frame/live_camera";

const GHOST = "wangdian-ghost";
const FIRST = 40; // percent

/** Hands the frame to the form as one more file, so that it is sent like any other. */
function add(input: HTMLInputElement, frame: Blob): void {
  const files = new DataTransfer();
  for (const file of input.files ?? []) files.items.add(file);
  files.items.add(new File([frame], `live-${files.files.length + 1}.jpg`, { type: "image/jpeg" }));
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

interface Told {
  open: string;
  ghost: string | null;
  reference: string | null;
  words: LiveWords;
}

function offer(input: HTMLInputElement, { open, ghost, reference, words }: Told): void {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain live-open";
  button.textContent = open;
  button.addEventListener("click", () => {
    void takeLive({
      words, ghost, reference,
      strength: Number(localStorage.getItem(GHOST) ?? FIRST),
      keepStrength: (percent) => localStorage.setItem(GHOST, String(percent)),
      other: () => input.click(), instead: () => input.click(),
    }).then((frame) => { if (frame) add(input, frame); });
  });
  input.before(button);
}

const camera = document.getElementById("camera");
if (camera && canLive()) {
  const told = JSON.parse(camera.textContent ?? "") as Told;
  for (const input of document.querySelectorAll<HTMLInputElement>("input[type=file][name=photos]")) offer(input, told);
}
