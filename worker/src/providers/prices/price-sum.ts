/** A price as a list has it: dollars for a million tokens, perhaps another above a number of input tokens. */
export type ListPrice = number | { base: number; tiers: { start: number; price: number }[] }

/** One part of a bill: so many tokens at so many dollars a million. */
export type Charge = readonly [tokens: number, dollarsAMillion: number]

// A price has at most 15 places that mean anything; a number's own noise lies behind them.
const PLACES = 15
/** Dollars have 9 places, and a price is for a million. */
const SCALE = 10n ** BigInt(PLACES + 6 - 9)

/** The sum of charges in dollars with 9 places: exact, and rounded half up once, at its end. */
export function dollarsOf(charges: readonly Charge[]): string {
  let sum = 0n
  for (const [tokens, price] of charges) sum += BigInt(tokens) * scaled(price)
  const nano = (sum + SCALE / 2n) / SCALE
  const digits = String(nano).padStart(10, '0')
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`
}

/** The price for a call with so many input tokens: past a tier's start all of the call costs what the tier says. */
export function priceAt(price: ListPrice, inputTokens: number): number {
  if (typeof price === 'number') return price
  const reached = price.tiers.filter((tier) => inputTokens > tier.start).sort((one, two) => one.start - two.start)
  return reached.at(-1)?.price ?? price.base
}

function scaled(price: number): bigint {
  const short = Number(price.toPrecision(PLACES))
  // a number below a millionth prints as 1e-7; a larger one prints its digits and no noise
  const [whole = '0', places = ''] = (short < 1e-6 ? short.toFixed(PLACES) : String(short)).split('.')
  return BigInt(whole + places.slice(0, PLACES).padEnd(PLACES, '0'))
}
