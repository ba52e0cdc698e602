/** Billionths of a dollar of a decimal string with 9 places. Whole numbers, so sums in SQL are exact up to 9 million dollars. */
export function toNano(dollars: string): number {
  return Number(dollars.replace('.', ''))
}

/** A decimal string with 9 places. */
export function fromNano(nano: number): string {
  const digits = String(Math.abs(nano)).padStart(10, '0')
  return `${nano < 0 ? '-' : ''}${digits.slice(0, -9)}.${digits.slice(-9)}`
}
