// Carries what the camera wrote (time, make, place) from its file over into the scaled photo; the picture is upright by then.

const SOI = 0xffd8;
const APP1 = 0xffe1;
const SOS = 0xffda;
const ORIENTATION = 0x0112;
const EXIF = "Exif\0\0";

/** The scaled JPEG with the camera's EXIF segment after its start; unchanged if there is none to carry. */
export async function withExif(original: Blob, scaled: Blob): Promise<Blob> {
  const head = new DataView(await original.slice(0, 256 * 1024).arrayBuffer());
  const found = exifOf(head);
  if (!found) return scaled;
  const segment = new Uint8Array(head.buffer.slice(found.start, found.end));
  setUpright(new DataView(segment.buffer));
  return new Blob([scaled.slice(0, 2), segment, scaled.slice(2)], { type: "image/jpeg" });
}

/** Where the EXIF segment lies, marker and length included; null if the file is no JPEG or has none. */
export function exifOf(view: DataView): { start: number; end: number } | null {
  if (view.byteLength < 4 || view.getUint16(0) !== SOI) return null;
  for (let at = 2; at + 10 <= view.byteLength; ) {
    const [marker, size] = [view.getUint16(at), view.getUint16(at + 2)];
    if (marker < 0xff01 || marker === SOS || size < 2) return null;
    const end = at + 2 + size;
    if (marker === APP1 && named(view, at + 4)) return end <= view.byteLength ? { start: at, end } : null;
    at = end;
  }
  return null;
}

function named(view: DataView, at: number): boolean {
  return [...EXIF].every((letter, n) => view.getUint8(at + n) === letter.charCodeAt(0));
}

/** The pixels were turned already: a viewer that turned them again would show them lying. */
function setUpright(segment: DataView): void {
  const start = 10; // marker, length, name
  if (segment.byteLength < start + 8) return;
  const little = segment.getUint16(start) === 0x4949;
  const table = start + segment.getUint32(start + 4, little);
  if (table + 2 > segment.byteLength) return;
  const entries = segment.getUint16(table, little);
  for (let n = 0; n < entries; n += 1) {
    const entry = table + 2 + n * 12;
    if (entry + 12 > segment.byteLength) return;
    if (segment.getUint16(entry, little) === ORIENTATION) segment.setUint16(entry + 8, 1, little);
  }
}
