import { isObject, list, object, text, type Json } from '../json.ts'

/** Names with a schema each. */
const named = new Set(['properties', '$defs', 'definitions'])
const plain = new Set(['type', 'enum', 'const', 'title', 'description', 'required', 'default', '$ref'])
const formats = new Set(['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid'])
const aside = new Set(['$schema', '$id', '$comment', 'examples', 'additionalProperties'])

/**
 * A schema that a Claude can be held to: it refuses one with bounds, lengths or patterns, which others take, so these become
 * words of its description. https://platform.claude.com/docs/en/build-with-claude/structured-outputs
 */
export function strictSchema(schema: Json): Json {
  const kept: Json = {}
  const told: string[] = []
  for (const [key, value] of Object.entries(schema)) {
    const [name, taken] = entry(key, value)
    if (taken !== undefined) kept[name] = taken
    else if (!aside.has(key)) told.push(`${key}: ${JSON.stringify(value)}`)
  }
  if (schema.type === 'object' || schema.properties) kept.additionalProperties = false
  if (told.length) kept.description = [text(schema.description), `(${told.join(', ')})`].filter(Boolean).join(' ')
  return kept
}

/** What is sent under which name; undefined: it can't be. */
function entry(key: string, value: unknown): [string, unknown] {
  if (named.has(key)) return [key, eachNamed(object(value))]
  if (key === 'anyOf' || key === 'allOf') return [key, each(value)]
  if (key === 'oneOf') return ['anyOf', each(value)]
  if (key === 'items' && isObject(value)) return [key, strictSchema(value)]
  const fits =
    plain.has(key) ||
    (key === 'format' && formats.has(text(value))) ||
    (key === 'minItems' && (value === 0 || value === 1))
  return [key, fits ? value : undefined]
}

function each(schemas: unknown): unknown[] {
  return list(schemas).map((one) => (isObject(one) ? strictSchema(one) : one))
}

function eachNamed(schemas: Json): Json {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, one]) => [name, isObject(one) ? strictSchema(one) : one]),
  )
}
