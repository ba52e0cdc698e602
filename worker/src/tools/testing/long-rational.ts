/** A number as `n` / `d`, `d` above zero: exact, or right to 2,000 digits where no fraction is. Never reduced. */
export interface LongRational {
  n: bigint
  d: bigint
}

const SCALE = 10n ** 2000n

/** By Störmer's formula, with ten digits to spare. */
export const longPi: LongRational = {
  n: 4n * (6n * arctanOfInverse(8n) + 2n * arctanOfInverse(57n) + arctanOfInverse(239n)),
  d: SCALE * 10n ** 10n,
}

function arctanOfInverse(of: bigint): bigint {
  let sum = 0n
  let term = (SCALE * 10n ** 10n) / of
  for (let divisor = 1n; term !== 0n; divisor += 2n, term /= -of * of) sum += term / divisor
  return sum
}

export function sum(a: LongRational, b: LongRational): LongRational {
  return { n: a.n * b.d + b.n * a.d, d: a.d * b.d }
}

export function product(a: LongRational, b: LongRational): LongRational {
  return { n: a.n * b.n, d: a.d * b.d }
}

export function negative({ n, d }: LongRational): LongRational {
  return { n: -n, d }
}

export function absolute({ n, d }: LongRational): LongRational {
  return { n: n < 0n ? -n : n, d }
}

/** `a` is not zero. */
export function inverse({ n, d }: LongRational): LongRational {
  return n < 0n ? { n: -d, d: -n } : { n: d, d: n }
}

/** Exact where the root is: √(n/d) is √(nd)/d. `a` is above zero. */
export function longRoot({ n, d }: LongRational): LongRational {
  const square = n * d * SCALE * SCALE
  let root = 1n << BigInt(Math.ceil(square.toString(2).length / 2))
  while (root * root > square) root = (root + square / root) / 2n
  return { n: root, d: d * SCALE }
}

export function longFloor({ n, d }: LongRational): LongRational {
  return { n: (n - (((n % d) + d) % d)) / d, d: 1n }
}

export function isLess(a: LongRational, b: LongRational): boolean {
  return a.n * b.d < b.n * a.d
}

/** Whether `shown` is as near to `a` as so many significant digits can be. */
export function isNearest(shown: LongRational, a: LongRational, digits: number): boolean {
  const half = product({ n: 1n, d: 2n }, tenTo(orderOf(a) + 1 - digits))
  const tolerance = { n: SCALE + 10n ** 1000n, d: SCALE }
  return !isLess(product(half, tolerance), absolute(sum(shown, negative(a))))
}

/** As `calculate` writes it. */
export function parsed(text: string): LongRational {
  const [decimals = '', exponent = '0'] = text.split('e')
  const [whole = '', places = ''] = decimals.split('.')
  return product({ n: BigInt(whole + places), d: 1n }, tenTo(Number(exponent) - places.length))
}

export function tenTo(order: number): LongRational {
  return order < 0 ? { n: 1n, d: 10n ** BigInt(-order) } : { n: 10n ** BigInt(order), d: 1n }
}

function orderOf(a: LongRational): number {
  const { n, d } = absolute(a)
  const guess = String(n).length - String(d).length
  return isLess({ n, d }, tenTo(guess)) ? guess - 1 : guess
}
