// The shapes that travel between phone and server (docs/walk-protocol.md) and those that the phone keeps.

export type Language = "zh" | "en";
export type Words = Record<Language, string>;
export type WalkKind = "opening" | "self" | "recheck" | "spot";
export type Says = "ok" | "fail" | "na" | "val";

export interface Bound {
  min: string | null;
  max: string | null;
}
export interface Value extends Bound {
  name: string;
  zh: string;
  en: string;
  unit: string;
  unit_shown: string;
  optional: boolean;
  by_variant: (Bound & { variant: string })[];
}
interface RuleNamed {
  name: string;
  zh: string;
  en: string;
}
export interface RatioRule extends RuleNamed, Bound {
  rule: "ratio";
  over: string;
  under: string;
}
export interface TableRule extends RuleNamed {
  rule: "table";
  of: string;
  over: string;
  under: string;
  rows: { up_to: string; max: string }[];
}
export interface PerStartedRule extends RuleNamed {
  rule: "per_started";
  count: string;
  of: string;
  each: number;
  at_least: number;
}
export type Rule = RatioRule | TableRule | PerStartedRule;

export interface Requirement {
  key: string;
  edition: number;
  pack: string;
  severity: "critical" | "high" | "medium" | "low";
  title: Words;
  instruction: Words;
  check: "observed" | "measured";
  reasons: (Words & { code: string })[];
  photo: { when: "always" | "on_failure" | "never"; count: number; beside_reference: boolean; camera: boolean };
  compare: string | null;
  variants: (Words & { code: string })[];
  values: Value[];
  rules: Rule[];
}
export interface Item {
  requirement: string;
  edition: number;
  subject: number;
  subject_label: string;
  reference: string | null;
  expected: Words | null;
  /** The photo of the finding that stands here, to lay over the camera. */
  before: string | null;
}
export interface Zone {
  subject: number;
  kind: string;
  name: string;
  tag: string;
  items: Item[];
}
export interface Place {
  outlet: { code: string; name_zh: string; name_en: string; tag: string; subject: number };
  kinds: WalkKind[];
  may_report: boolean;
  subjects: { id: number; kind: string; label: string; tag: string; zone: number }[];
  zones: Zone[];
}
export interface PlannedWalk {
  walk: string;
  outlet: string;
  kind: WalkKind;
  plan: string;
  packs: string[];
  due_from: string;
  due_until: string;
  state: "planned" | "started" | "missed";
  answered: string[];
}
export interface Today {
  version: string;
  now: string;
  csrf: string;
  person: { id: number; name: string; language: string; may_walk: boolean; may_report: boolean };
  limits: { bytes: number; pixels: number; piece: number; late_hours: number };
  walks: PlannedWalk[];
  places: Place[];
  more_places: boolean;
  requirements: Record<string, Requirement>;
}

/** How a photo came: a frame of this page, a file that the camera app made just then, or one that was kept. */
export type Came = "live" | "camera" | "file";
export interface PhotoNamed {
  slot: number;
  sha256: string;
  size: number;
  /** Missing on photos that an earlier version of this program took. */
  came?: Came;
}

/** A walk as this phone knows it; `person` is who gathers it. */
export interface KeptWalk {
  walk: string;
  person: number;
  outlet: string;
  kind: WalkKind;
  plan: string | null;
  packs: string[];
  due_until: string | null;
  answered_before: string[];
  started_at: string;
  finished_at: string | null;
  note: string;
  signature: { sha256: string; size: number } | null;
  /** The head (times, note, signature) as it is has reached the server. */
  head_sent: boolean;
  state: string;
  trouble: string | null;
}
export interface KeptAnswer {
  id: string;
  walk: string;
  requirement: string;
  edition: number;
  subject: number;
  says: Says;
  values: Record<string, string>;
  reason: string;
  note: string;
  compared_with: string | null;
  answered_at: string;
  photos: PhotoNamed[];
  /** Was on its way at least once: from then on it never changes. */
  tried: boolean;
  sent: boolean;
  trouble: string | null;
}

/** What the person sees and changes at one item; an answer is made of it once it stands still. */
export interface Draft {
  key: string;
  walk: string;
  requirement: string;
  edition: number;
  subject: number;
  says: Says | null;
  /** As typed; the variant chosen under "variant". */
  values: Record<string, string>;
  reason: string;
  note: string;
  compared_with: string | null;
  photos: PhotoNamed[];
  /** By this phone's clock. */
  changed_at: string;
  /** By the server's clock as far as it is known, and never before an earlier word on the same item. */
  said_at: string;
  /** Changed since the last answer was made of it. */
  dirty: boolean;
  /** Nothing that the item asks for is missing. */
  whole: boolean;
  answer: string | null;
}
export interface KeptPhoto {
  sha256: string;
  size: number;
  blob: Blob;
  /** Empty while only the tag of a place is known. */
  outlet: string;
  person: number;
  taken_at: string;
  sent: boolean;
  trouble: string | null;
}
export interface KeptFault {
  fault: string;
  person: number;
  outlet: string;
  /** One of the two: what it is at, or the tag of what is not on this phone. */
  subject: number | null;
  tag: string | null;
  label: string;
  note: string;
  reported_at: string;
  photo: { sha256: string; size: number } | null;
  sent: boolean;
  trouble: string | null;
}

export const pairOf = (of: { requirement: string; subject: number }): string => `${of.requirement}/${of.subject}`;
export const requirementKey = (of: { requirement: string; edition: number }): string => `${of.requirement}/${of.edition}`;
