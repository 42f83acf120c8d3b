// Takes a photo in: scaled once, hashed, kept; from then on its bytes never change.
import { withExif } from "./exif";
import { nowText } from "./moments";
import { keepPhoto, store } from "./store";
import type { KeptPhoto } from "./shapes";

const QUALITY = 0.85;
const LONGEST = 1600; // pixels

export async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The file is no picture that this phone can read. */
export class NotAPhoto extends Error {}

/** Scales a camera's file (upright, as JPEG) and keeps it; rejects with NotAPhoto. */
export async function takeIn(file: Blob, outlet: string, person: number): Promise<KeptPhoto> {
  const pixels = (await (await store()).get("head", "today"))?.limits.pixels ?? 2_000_000;
  const picture = await upright(file);
  const [width, height] = [picture.width, picture.height];
  const shrink = Math.min(1, LONGEST / Math.max(width, height), Math.sqrt(pixels / (width * height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.floor(width * shrink));
  canvas.height = Math.max(1, Math.floor(height * shrink));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  if ("close" in picture) picture.close();
  return keep(await withExif(file, await written(canvas, "image/jpeg")), outlet, person);
}

/** The picture as a person holds it; older browsers turn it only as an element of a page. */
async function upright(file: Blob): Promise<ImageBitmap | HTMLImageElement> {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    const image = new Image();
    image.src = URL.createObjectURL(file);
    try {
      await image.decode();
      return image;
    } catch (why) {
      throw new NotAPhoto(String(why));
    } finally {
      URL.revokeObjectURL(image.src);
    }
  }
}

/** Keeps what was drawn (a signature) as PNG. */
export async function takeDrawing(canvas: HTMLCanvasElement, outlet: string, person: number): Promise<KeptPhoto> {
  return keep(await written(canvas, "image/png"), outlet, person);
}

function written(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new NotAPhoto("empty"))), type, QUALITY);
  });
}

async function keep(blob: Blob, outlet: string, person: number): Promise<KeptPhoto> {
  const hash = await sha256(await blob.arrayBuffer());
  const photo: KeptPhoto = {
    sha256: hash, size: blob.size, blob, outlet, person, taken_at: nowText(), sent: false, trouble: null,
  };
  await keepPhoto(photo);
  return photo;
}

/** A picture's address in this page; give it back with `URL.revokeObjectURL` when it is not shown any more. */
export async function addressOf(hash: string): Promise<string | null> {
  const photo = await (await store()).get("photos", hash);
  return photo ? URL.createObjectURL(photo.blob) : null;
}
