// Exact arithmetic on decimals and fractions, so that the phone judges as the server does and never by rounding.

export interface Fraction {
  over: bigint;
  under: bigint; // always positive
}

const DECIMAL = /^([+-]?)(\d{1,12})(?:\.(\d{1,9}))?$/;

/** Reads "0.75", "-3" or "1/12"; null for anything else. */
export function fraction(text: string): Fraction | null {
  const [head, tail, ...rest] = text.trim().split("/");
  if (rest.length > 0) return null;
  const over = decimal(head);
  if (over === null || tail === undefined) return over;
  const under = decimal(tail);
  return under === null ? null : divided(over, under);
}

function decimal(text: string): Fraction | null {
  const found = DECIMAL.exec(text.trim());
  if (!found) return null;
  const digits = found[3] ?? "";
  const size = BigInt(found[2] + digits);
  return { over: found[1] === "-" ? -size : size, under: 10n ** BigInt(digits.length) };
}

/** a / b; null when b is zero. */
export function divided(a: Fraction, b: Fraction): Fraction | null {
  if (b.over === 0n) return null;
  const turned = b.over < 0n ? -1n : 1n;
  return { over: a.over * b.under * turned, under: a.under * b.over * turned };
}

export const below = (a: Fraction, b: Fraction): boolean => a.over * b.under < b.over * a.under;

/** The smallest whole number that is not below `a`. */
export function ceiling(a: Fraction): bigint {
  const whole = a.over / a.under;
  return a.over > 0n && whole * a.under !== a.over ? whole + 1n : whole;
}
