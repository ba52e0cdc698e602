const DAY_MS = 86_400_000

export const expiries = [
  { value: '7', label: 'In 7 days' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'date', label: 'On a day' },
  { value: 'never', label: 'Never' },
] as const

/** When a token ends, ISO 8601; null: never. A day that was picked counts to its end, where the person is. */
export function expiryOf(choice: string, date: string, now: number): string | null {
  if (choice === 'never') return null
  if (choice !== 'date') return new Date(now + Number(choice) * DAY_MS).toISOString()
  const end = new Date(`${date}T23:59:59`)
  return Number.isNaN(end.getTime()) ? null : end.toISOString()
}

/** A day has to be picked, and not one that is over. */
export const isReady = (choice: string, date: string, now: number) =>
  choice !== 'date' || (expiryOf(choice, date, now) ?? '') > new Date(now).toISOString()

export const hasEnded = (expires_at: string | null, now: number) => expires_at !== null && Date.parse(expires_at) <= now
