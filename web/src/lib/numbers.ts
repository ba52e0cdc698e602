/** How figures look on the page; rounding happens only here. A minus is −. */

const plain = new Intl.NumberFormat('en-US')
const minus = (text: string) => text.replace('-', '−')

/** A whole number with its thousands apart: 1,284. */
export const whole = (value: number) => minus(plain.format(value))

/** Tokens: 1,284; from 10,000 82k; from a million 1.02M. */
export function tokens(count: number): string {
  if (Math.abs(count) < 10_000) return whole(count)
  if (Math.abs(count) < 999_500) return minus(`${Math.round(count / 1000)}k`)
  return minus(`${(count / 1_000_000).toFixed(2)}M`)
}

/** A context window, in few characters: 8k, 200k, 1M, 1.05M. */
export function windowSize(count: number): string {
  if (count < 1000) return whole(count)
  if (count < 999_500) return `${Math.round(count / 1000)}k`
  return `${Number((count / 1_000_000).toFixed(2))}M`
}

/** A sum of money: $9.60, $1,204.00. Wire amounts are decimal strings. */
export function money(usd: string | number): string {
  const value = Number(usd)
  const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const text = cents.format(Math.abs(value))
  return value < 0 && text !== '0.00' ? `−$${text}` : `$${text}`
}

/** What one answer cost: $0.021; under $0.001; no cost. Null when the price is unknown. */
export function answerCost(usd: string | null | undefined): string | null {
  if (usd === null || usd === undefined) return null
  const value = Number(usd)
  if (value === 0) return 'no cost'
  if (value < 0.001) return 'under $0.001'
  return value < 1 ? `$${value.toFixed(3)}` : money(value)
}

/** Dollars a million tokens, without zeros that say nothing: $3, $0.60, $1.25, $0.075. */
export function price(usd: number): string {
  if (usd === 0) return 'free'
  const text = String(Number(usd.toFixed(3)))
  return /\.\d$/.test(text) ? `$${text}0` : `$${text}`
}

const units = ['B', 'kB', 'MB', 'GB', 'TB']
/** Bytes in tens: 14 kB, 18.6 GB. */
export function bytes(count: number): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, count)) / 3)))
  const value = count / 1000 ** step
  const text = step >= 3 && value < 100 ? value.toFixed(1) : String(Math.round(value))
  return `${text} ${units[step]}`
}

/** `1 message`, `64 messages`. */
export const plural = (count: number, one: string, many = `${one}s`) => `${whole(count)} ${count === 1 ? one : many}`
