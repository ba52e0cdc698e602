import { z } from 'zod'
import { errorBody } from '#protocol/error.ts'
import type { Operation } from '#protocol/rest/operation.ts'
import { operations } from '#protocol/rest/operations.ts'
import { EDGEWISE_VERSION } from '#protocol/version.ts'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document, made from the schemas that parse the requests: it can't say anything else than they do. */
export function openApi(): Json {
  const paths: Record<string, Json> = {}
  for (const [tag, list] of Object.entries(operations)) {
    for (const operation of list) {
      const path = braced(operation.path)
      paths[path] = { ...paths[path], [operation.method]: described(tag, operation) }
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Edgewise', version: EDGEWISE_VERSION },
    servers: [{ url: '/api/v1' }],
    tags: Object.keys(operations).map((name) => ({ name })),
    paths,
    components: {
      schemas: { Error: schemaOf(errorBody, 'output') },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: 'edgewise_access',
          description: '`__Host-edgewise_access` over https. A change needs an `Origin` of our own.',
        },
      },
    },
  }
}

function described(tag: string, operation: Operation): Json {
  const { method, path, summary, access, body } = operation
  const creates = method === 'post' && tag !== 'auth' && 201 in operation.answers
  const parameters = [...pathParameters(path), ...queryParameters(operation.query), ...(creates ? [IDEMPOTENCY] : [])]
  return {
    tags: [tag],
    summary,
    operationId: `${method}_${path.replace(/\W+/g, '_').replace(/^_|_$/g, '')}`,
    ...(access === 'none' ? { security: [] } : { security: [{ bearer: [] }, { cookie: [] }] }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: json(schemaOf(body, 'input')) } } : {}),
    responses: { ...answers(operation), default: { description: 'An error', content: json(ERROR) } },
  }
}

const ERROR = { $ref: '#/components/schemas/Error' }
const IDEMPOTENCY = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'The same request again, with the same key, gets the same answer for 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
}

const CONTENT_TYPES = { json: 'application/json', sse: 'text/event-stream', text: 'text/plain' }

function answers({ answers, format }: Operation): Json {
  const entries = Object.entries(answers).map(([status, schema]) => {
    const type = CONTENT_TYPES[format ?? 'json']
    const content = schema ? { content: { [type]: { schema: schemaOf(schema, 'output') } } } : {}
    return [status, { description: schema ? 'Done' : 'Done; no body', ...content }]
  })
  return Object.fromEntries(entries)
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => {
    // a tool call's id is whatever its provider made it
    const isUuid = name!.endsWith('_id') && name !== 'tool_call_id'
    const schema = isUuid ? { type: 'string', format: 'uuid' } : { type: 'string' }
    return { name, in: 'path', required: true, schema }
  })
}

function queryParameters(query: z.ZodObject | undefined): Json[] {
  if (!query) return []
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

function json(schema: Json): Json {
  return { 'application/json': { schema } }
}

function braced(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}')
}
