/** A number as `n` / `d`, `d` above zero; in lowest terms unless it is approximate. */
export interface Fraction {
  n: bigint
  d: bigint
  /** It stands for a number that no fraction is, such as a root: right to `WORKING_DIGITS` digits. */
  approximate: boolean
}

/** Significant digits that an approximate number is worked with. */
export const WORKING_DIGITS = 200

export function fraction(n: bigint, d = 1n, approximate = false): Fraction {
  if (d === 1n || (approximate && d > 0n)) return { n, d, approximate }
  const common = (d < 0n ? -1n : 1n) * greatestCommonDivisor(n, d)
  return { n: n / common, d: d / common, approximate }
}

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d + b.n * a.d, a.d * b.d, a.approximate || b.approximate)
}

export function negate(a: Fraction): Fraction {
  return { ...a, n: -a.n }
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.n, a.d * b.d, a.approximate || b.approximate)
}

/** `b` is not zero. */
export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d, a.d * b.n, a.approximate || b.approximate)
}

/** `exponent` is whole, and above zero where `a` is zero. */
export function power(a: Fraction, exponent: bigint): Fraction {
  const [n, d] = exponent < 0n ? [a.d, a.n] : [a.n, a.d]
  const times = magnitude(exponent)
  return fraction(n ** times, d ** times, a.approximate)
}

export function isLess(a: Fraction, b: Fraction): boolean {
  return a.n * b.d < b.n * a.d
}

/** The greatest whole number that is not above it. */
export function floor({ n, d }: Fraction): bigint {
  const whole = n / d
  return n < 0n && whole * d !== n ? whole - 1n : whole
}

/** The nearest whole number, half away from zero. */
export function nearest({ n, d }: Pick<Fraction, 'n' | 'd'>): bigint {
  const rounded = (magnitude(n) * 2n + d) / (d * 2n)
  return n < 0n ? -rounded : rounded
}

/** Rounded half away from zero to so many places after the point; before it when negative. */
export function toPlaces({ n, d, approximate }: Fraction, places: number): Fraction {
  const scale = 10n ** BigInt(Math.abs(places))
  if (places < 0) return fraction(nearest({ n, d: d * scale }) * scale, 1n, approximate)
  return fraction(nearest({ n: n * scale, d }), scale, approximate)
}

/** Where its first digit stands: 0 for 1 to 9, -1 for tenths. Zero's is 0. */
export function orderOf({ n, d }: Fraction): number {
  if (n === 0n) return 0
  const guess = digitsOf(n) - digitsOf(d)
  const [scaled, scale] =
    guess < 0 ? [magnitude(n) * 10n ** BigInt(-guess), d] : [magnitude(n), d * 10n ** BigInt(guess)]
  return scaled < scale ? guess - 1 : guess
}

export function digitsOf(n: bigint): number {
  return String(magnitude(n)).length
}

export function magnitude(n: bigint): bigint {
  return n < 0n ? -n : n
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [high, low] = [magnitude(a), magnitude(b)]
  while (low > 0n) [high, low] = [low, high % low]
  return high
}
