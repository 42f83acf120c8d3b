// Says in words when something could not be kept on the phone.
import { say } from "./elements";
import { t } from "./words";

/** Watches work that keeps something; what was not kept is said, and the promise is rejected no further. */
export function kept(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    (why: unknown) => {
      const full = why instanceof DOMException && why.name === "QuotaExceededError";
      if (!full) console.error(why);
      say(full ? t("store_full") : t("store_bad", { why: why instanceof Error ? why.message : String(why) }));
      return false;
    },
  );
}
