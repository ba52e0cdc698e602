import fs from 'node:fs'
import path from 'node:path'

/** A recorded answer of a real provider and what it says. */
export interface RecordedCase {
  /** Folder and name. */
  name: string
  /** Which of the providers' interfaces it was recorded from, such as `openai.chat`. */
  api: string
  /** Null for a recording that is no answer, such as a test vector of a codec. */
  status: number | null
  headers: Record<string, string>
  body: Uint8Array
  split_hints: number[]
  expected: {
    text: string
    refusal?: string | null
    reasoning_text?: string | null
    reasoning_summary?: string | null
    tool_calls: RecordedCall[]
    finish_reason: string | null
    native_finish_reason?: string
    usage_normalised?: Record<string, number>
    error?: { message?: string; headers?: Record<string, string> } | string
    frames?: { headers: Record<string, unknown>; payload: string }[]
  }
}

export interface RecordedCall {
  /** Absent where the provider has no ids. */
  id?: string
  name: string
  arguments: string
  /** Present where the provider ran the tool itself. */
  server_side?: string
  type?: string
}

const folder = path.resolve(import.meta.dirname, '../../../../../shared/streams')

/** Every recorded case. They are not part of the repository: none where they aren't beside it. */
export function recordedCases(): RecordedCase[] {
  if (!fs.existsSync(folder)) {
    console.log(`no recorded streams at ${folder}: only our own are read`)
    return []
  }
  return fs.globSync('*/*.meta.json', { cwd: folder }).sort().map(readCase)
}

function readCase(name: string): RecordedCase {
  const meta = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'))
  const body = fs.readFileSync(path.join(folder, path.dirname(name), meta.response_file))
  const split_hints = Object.values(meta.split_hints ?? {}).flatMap((hint) => (Array.isArray(hint) ? hint : []))
  return {
    name: name.replace('.meta.json', ''),
    api: meta.api,
    status: meta.http_status,
    headers: meta.headers ?? {},
    body: new Uint8Array(body),
    split_hints: [...new Set(split_hints as number[])].filter((at) => at > 0 && at < body.length),
    expected: meta.expected,
  }
}
