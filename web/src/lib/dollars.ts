import { money } from './numbers.ts'

/** Sums of money are added as whole billionths of a dollar: exact up to nine million dollars. */
export type Nano = number

/** A decimal of the wire, with up to 9 places. */
export function nano(usd: string): Nano {
  const [, minus = '', whole = '0', places = ''] = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(usd) ?? []
  const value = Number(whole) * 1e9 + Number(places.padEnd(9, '0'))
  return minus ? -value : value
}

/** A sum as it is read: $9.60; of less than a cent $0.004; of less than that "under $0.001". */
export function cost(sum: Nano): string {
  if (sum === 0 || Math.abs(sum) >= 1e7) return money(sum / 1e9)
  return sum >= 1e6 ? `$${(Math.floor(sum / 1e6) / 1000).toFixed(3)}` : 'under $0.001'
}
