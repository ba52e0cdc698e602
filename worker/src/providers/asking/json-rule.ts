import type { ResponseFormat } from '../wire.ts'

/** Where a provider has no option for an answer in JSON, its model is told in words. */
export function jsonRule(asked: ResponseFormat): string {
  const rule = 'Answer with one JSON object and nothing else: no words around it, no code fence.'
  return asked.type === 'json' ? rule : `${rule} It follows this JSON schema: ${JSON.stringify(asked.schema)}`
}
