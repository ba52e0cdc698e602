import { fraction, orderOf, WORKING_DIGITS, type Fraction } from './fraction.ts'

/** Exact where there is an exact one, else right to `WORKING_DIGITS` digits. `a` is not below zero. */
export function squareRoot(a: Fraction): Fraction {
  const n = wholeRoot(a.n)
  const d = wholeRoot(a.d)
  if (n * n === a.n && d * d === a.d) return fraction(n, d, a.approximate)
  const places = WORKING_DIGITS - Math.floor(orderOf(a) / 2)
  const scale = 10n ** BigInt(Math.max(0, places))
  return fraction(wholeRoot((a.n * scale * scale) / a.d), scale, true)
}

/** The greatest whole number whose square is not above `n`, by Newton's steps from above. */
function wholeRoot(n: bigint): bigint {
  if (n < 2n) return n
  let root = 1n << BigInt((n.toString(16).length * 4 + 1) >> 1)
  for (;;) {
    const next = (root + n / root) >> 1n
    if (next >= root) return root
    root = next
  }
}
