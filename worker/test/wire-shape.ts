import { z } from 'zod'
import { budget, budgetPause } from '#protocol/budget.ts'
import { providerFailure, turnError } from '#protocol/error.ts'
import { message, step, toolCall } from '#protocol/message.ts'
import { summary } from '#protocol/summary.ts'
import { context, thread, threadSummary } from '#protocol/thread.ts'
import { timing } from '#protocol/timing.ts'
import { usage } from '#protocol/usage.ts'

/** A schema as lines: at each path what is there, in words. `? ` in front: it may be left out. */
export type Shape = Record<string, string>
/** Who reads it. */
export type Reader = 'server' | 'client'
/** Everything that travels, by name and by who reads it. */
export type Wire = Record<Reader, Record<string, Shape>>

/** What stands in many others is told once, under its own name. */
export const shared = {
  budget,
  budget_pause: budgetPause,
  context,
  message,
  provider_failure: providerFailure,
  step,
  summary,
  thread,
  thread_summary: threadSummary,
  timing,
  tool_call: toolCall,
  turn_error: turnError,
  usage,
}
const metadata = z.registry<{ id?: string }>()
for (const [id, schema] of Object.entries(shared)) metadata.add(schema, { id })

interface Json {
  $ref?: string
  type?: string | string[]
  format?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Json[]
  oneOf?: Json[]
  items?: Json
  properties?: Record<string, Json>
  required?: string[]
  additionalProperties?: Json | boolean
  $defs?: Record<string, Json>
  [limit: string]: unknown
}

export function shapeOf(schema: z.ZodType, reader: Reader): Shape {
  const io = reader === 'server' ? 'input' : 'output'
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any', metadata }) as Json
  const name = metadata.get(schema)?.id
  const shape: Shape = {}
  add(shape, '', (name && json.$defs?.[name]) || json, '')
  return shape
}

function add(shape: Shape, path: string, json: Json, mark: string): void {
  shape[path || '.'] = mark + words(json)
  const inner = json.type === 'array' ? json.items! : json
  const at = json.type === 'array' ? `${path}[]` : path
  for (const one of [inner, ...(inner.anyOf ?? inner.oneOf ?? [])]) {
    for (const [name, field] of Object.entries(one.properties ?? {})) {
      const isNeeded = one.required?.includes(name)
      add(shape, at === '' ? name : `${at}.${name}`, field, isNeeded ? '' : '? ')
    }
  }
}

const LIMITS = ['minimum', 'maximum', 'exclusiveMinimum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'pattern']

function words(json: Json): string {
  const { $ref, type, format, anyOf, oneOf, items, additionalProperties } = json
  if ($ref) return $ref.split('/').at(-1)!
  if ('const' in json) return JSON.stringify(json.const)
  if (json.enum) return json.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (anyOf ?? oneOf) return (anyOf ?? oneOf)!.map(words).join(' | ')
  if (type === 'array') return `${words(items!)}[]${limits(json)}`
  if (typeof additionalProperties === 'object') return `record of ${words(additionalProperties)}`
  // the pattern of a format is only how zod writes it
  if (format) return format
  return [type ?? 'anything'].flat().join(' | ') + limits(json)
}

function limits(json: Json): string {
  const said = LIMITS.flatMap((name) => {
    const value = json[name]
    return value === undefined || Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER
      ? []
      : [`${name} ${String(value)}`]
  })
  return said.length > 0 ? ` (${said.join(', ')})` : ''
}
