import fs from 'node:fs'
import path from 'node:path'

/** A recorded answer of a real provider and what it says. */
export interface RecordedCase {
  name: string
  status: number
  headers: Record<string, string>
  body: Uint8Array
  split_hints: number[]
  expected: {
    text: string
    refusal?: string | null
    reasoning_text?: string
    tool_calls: { id: string; name: string; arguments: string }[]
    finish_reason: string | null
    native_finish_reason?: string
    usage_normalised?: Record<string, number>
    error?: { message?: string; headers?: Record<string, string> }
  }
}

const folder = path.resolve(import.meta.dirname, '../../../../../shared/streams')

/** The recorded cases of one wire format. They are not part of the repository: none where they aren't beside it. */
export function recordedCases(api: string): RecordedCase[] {
  if (!fs.existsSync(folder)) {
    console.log(`no recorded streams at ${folder}: only our own are read`)
    return []
  }
  const names = fs.globSync('*/*.meta.json', { cwd: folder }).sort()
  return names.flatMap((name) => readCase(api, name))
}

function readCase(api: string, name: string): RecordedCase[] {
  const meta = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'))
  if (meta.api !== api) return []
  const body = fs.readFileSync(path.join(folder, path.dirname(name), meta.response_file))
  const split_hints = Object.values(meta.split_hints ?? {}).flatMap((hint) => (Array.isArray(hint) ? hint : []))
  return [
    {
      name: name.replace('.meta.json', ''),
      status: meta.http_status,
      headers: meta.headers ?? {},
      body: new Uint8Array(body),
      split_hints: [...new Set(split_hints as number[])].filter((at) => at > 0 && at < body.length),
      expected: meta.expected,
    },
  ]
}
