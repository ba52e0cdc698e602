import { z } from 'zod'
import type { Tool } from './tool.ts'
import { ToolError } from './tool-error.ts'

const input = z.strictObject({
  time_zone: z.string().optional().describe('IANA name such as "Europe/Berlin" or "Asia/Tokyo". Left out: UTC.'),
})

/** The date and time to the second: `2026-03-09T23:05:07+09:00, Monday, Asia/Tokyo`. */
export const currentTime: Tool<z.infer<typeof input>> = {
  name: 'current_time',
  description:
    'The current date and time in a time zone: ISO 8601 with the offset from UTC, the weekday and the zone. ' +
    'Use it whenever an answer depends on today or now.',
  input,
  run: ({ time_zone }, { now }) => {
    const zone = time_zone?.trim() || 'UTC'
    return `${localTime(now(), formatOf(zone))}, ${zone}`
  },
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en', {
      timeZone,
      weekday: 'long',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'longOffset',
    })
  } catch {
    throw new ToolError(`There is no time zone "${timeZone.slice(0, 100)}". ${advice(timeZone)}`)
  }
}

function localTime(time: Date, format: Intl.DateTimeFormat): string {
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]))
  const offset = part.timeZoneName!.replace('GMT', '') || '+00:00'
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}${offset}, ${part.weekday}`
}

/** Names that end in the city that was meant. */
function advice(timeZone: string): string {
  const city = timeZone.trim().replaceAll(' ', '_').toLowerCase()
  const meant = Intl.supportedValuesOf('timeZone').filter((zone) => zone.toLowerCase().endsWith(`/${city}`))
  return `Use an IANA name such as ${meant.length > 0 ? meant.join(' or ') : 'Europe/Berlin, Asia/Tokyo or UTC'}.`
}
