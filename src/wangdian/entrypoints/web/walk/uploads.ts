// Sends one photo by tus: the server tells how much it has, the rest follows in pieces.
import { Upload } from "tus-js-client";
import { ask, Refusal, Unreachable } from "./server";
import { store } from "./store";
import type { KeptPhoto } from "./shapes";

const TUS = "1.0.0";
const PATIENCE = 60_000; // ms for one piece

/** Resolves once the server has the whole photo under its hash; rejects with Refusal or Unreachable. */
export async function sendPhoto(photo: KeptPhoto, piece: number, moved: (ratio: number) => void): Promise<void> {
  const made = await ask("/walk/api/uploads/", {
    method: "POST",
    headers: { "Tus-Resumable": TUS, "Upload-Length": String(photo.size), "Upload-Metadata": described(photo) },
  });
  if (Number(made.headers.get("Upload-Offset") ?? "0") === photo.size) return;
  const place = made.headers.get("Location");
  if (!place) throw new Refusal(made.status, "bad_answer", "no Location");
  await rest(photo, place, piece, (await (await store()).get("head", "today"))?.csrf ?? "", moved);
}

function described(photo: KeptPhoto): string {
  const parts = { sha256: photo.sha256, outlet: photo.outlet, taken_at: photo.taken_at };
  return Object.entries(parts).map(([name, text]) => `${name} ${btoa(text)}`).join(",");
}

function rest(photo: KeptPhoto, place: string, piece: number, csrf: string, moved: (ratio: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(photo.blob, {
      uploadUrl: place,
      chunkSize: piece,
      retryDelays: null, // the round above decides when to try again
      headers: { "X-CSRFToken": csrf, Accept: "application/json" },
      storeFingerprintForResuming: false,
      onBeforeRequest: (request) => {
        (request.getUnderlyingObject() as XMLHttpRequest).timeout = PATIENCE;
      },
      onProgress: (sent, all) => moved(all ? sent / all : 0),
      onSuccess: () => resolve(),
      onError: (error) => reject(understood(error)),
    });
    upload.start();
  });
}

function understood(error: Error): Error {
  const answer = "originalResponse" in error ? (error.originalResponse as TusAnswer | null) : null;
  if (!answer) return new Unreachable(error.message);
  try {
    const said = (JSON.parse(answer.getBody()) as { error: { code: string; message: string } }).error;
    return new Refusal(answer.getStatus(), said.code, said.message);
  } catch {
    return new Refusal(answer.getStatus(), "bad_answer", error.message);
  }
}

interface TusAnswer {
  getStatus(): number;
  getBody(): string;
}
