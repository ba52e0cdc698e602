/** An exact number: `n` / `d` in lowest terms, `d` above zero. */
export interface Fraction {
  n: bigint
  d: bigint
}

export function fraction(n: bigint, d = 1n): Fraction {
  if (d === 1n) return { n, d }
  const common = (d < 0n ? -1n : 1n) * greatestCommonDivisor(n, d)
  return { n: n / common, d: d / common }
}

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.n, a.d * b.d)
}

/** `b` is not zero. */
export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d, a.d * b.n)
}

/** `exponent` is not below zero. A power of what is in lowest terms is in lowest terms. */
export function power({ n, d }: Fraction, exponent: bigint): Fraction {
  return { n: n ** exponent, d: d ** exponent }
}

/** The greatest whole number that is not above it. */
export function floor({ n, d }: Fraction): bigint {
  const whole = n / d
  return n < 0n && whole * d !== n ? whole - 1n : whole
}

/** The nearest whole number, half away from zero. */
export function nearest({ n, d }: Fraction): bigint {
  const rounded = (magnitude(n) * 2n + d) / (d * 2n)
  return n < 0n ? -rounded : rounded
}

/** `n` times ten to the `exponent`. */
export function shifted(n: bigint, exponent: number): Fraction {
  return exponent < 0 ? fraction(n, 10n ** BigInt(-exponent)) : fraction(n * 10n ** BigInt(exponent))
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
