// Talks to the server: one place for addresses, the CSRF token, refusals and a network that is not there.
import { keepToday, keepToken, store } from "./store";
import type { Place, Requirement, Today } from "./shapes";

/** The server said no; `code` is of docs/walk-protocol.md, `message` a sentence for the person. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly code: string, message: string) {
    super(message);
  }

  /** Worth another try by itself; everything else waits for a person. */
  get passing(): boolean {
    const unclear = this.code === "bad_answer"; // a portal or a proxy spoke, not our server
    return this.status >= 500 || this.status === 429 || this.code === "csrf" || unclear;
  }
}

/** No answer came: no signal, or the server is away. */
export class Unreachable extends Error {}

const PATIENCE = 45_000; // ms for one answer

export async function ask(address: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("Accept", "application/json");
  if (init.method && init.method !== "GET" && init.method !== "HEAD") headers.set("X-CSRFToken", await token());
  let answer: Response;
  try {
    const signal = AbortSignal.timeout?.(PATIENCE); // older browsers wait as long as they like
    answer = await fetch(address, { ...init, headers, credentials: "same-origin", redirect: "error", signal });
  } catch (error) {
    throw new Unreachable(String(error));
  }
  if (answer.ok || answer.status === 304) return answer;
  const body = (await answer.json().catch(() => null)) as { error?: { code: string; message: string } } | null;
  throw new Refusal(answer.status, body?.error?.code ?? "bad_answer", body?.error?.message ?? answer.statusText);
}

async function token(): Promise<string> {
  return (await (await store()).get("head", "today"))?.csrf ?? "";
}

/** Fetches today; true when something changed. */
export async function fetchToday(): Promise<boolean> {
  const known = await (await store()).get("head", "today");
  const answer = await ask("/walk/api/today", known?.etag ? { headers: { "If-None-Match": known.etag } } : {});
  if (answer.status === 304) {
    await keepToken(answer.headers.get("X-CSRFToken"), answer.headers.get("Date"));
    return false;
  }
  await keepToday((await answer.json()) as Today, answer.headers.get("ETag"));
  return true;
}

/** Fetches a place that was not brought along, and keeps it. */
export async function fetchPlace(code: string): Promise<Place> {
  const answer = await ask(`/walk/api/places/${encodeURIComponent(code)}`);
  const { place, requirements } = (await answer.json()) as { place: Place; requirements: Record<string, Requirement> };
  const change = (await store()).transaction(["places", "requirements"], "readwrite");
  await change.objectStore("places").put(place);
  for (const [key, requirement] of Object.entries(requirements)) {
    await change.objectStore("requirements").put(requirement, key);
  }
  await change.done;
  return place;
}

export async function post<T>(address: string, body: unknown): Promise<T> {
  const answer = await ask(address, {
    method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" },
  });
  return (await answer.json()) as T;
}
