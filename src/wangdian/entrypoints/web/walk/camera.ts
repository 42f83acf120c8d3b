// Takes a photo in: scaled once, hashed, kept; from then on its bytes never change.
import { keepPhoto } from "./store";
import type { KeptPhoto } from "./shapes";

const QUALITY = 0.85;

export async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Scales a camera's file to at most `pixels` (upright, as JPEG) and keeps it; rejects when it is not a photo. */
export async function takeIn(file: Blob, outlet: string, person: number, pixels: number): Promise<KeptPhoto> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const shrink = Math.min(1, Math.sqrt(pixels / (picture.width * picture.height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.floor(picture.width * shrink));
  canvas.height = Math.max(1, Math.floor(picture.height * shrink));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return keep(await written(canvas, "image/jpeg"), outlet, person);
}

/** Keeps what was drawn (a signature) as PNG. */
export async function takeDrawing(canvas: HTMLCanvasElement, outlet: string, person: number): Promise<KeptPhoto> {
  return keep(await written(canvas, "image/png"), outlet, person);
}

function written(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture is empty"))), type, QUALITY);
  });
}

async function keep(blob: Blob, outlet: string, person: number): Promise<KeptPhoto> {
  const hash = await sha256(await blob.arrayBuffer());
  const photo: KeptPhoto = {
    sha256: hash, size: blob.size, blob, outlet, person, taken_at: new Date().toISOString(), sent: false, trouble: null,
  };
  await keepPhoto(photo);
  return photo;
}
