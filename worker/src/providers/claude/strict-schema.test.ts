import { expect, test } from 'vitest'
import { strictSchema } from './strict-schema.ts'
import { anthropicBody } from '../anthropic/body.ts'
import { bedrockBody } from '../bedrock/body.ts'

const age = { type: 'integer', minimum: 1, description: 'Years.' }

test('bounds, lengths and patterns become words; names are a schema’s own', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      age,
      minimum: { type: ['string', 'null'], maxLength: 9 },
      when: { type: 'string', format: 'date' },
      code: { type: 'string', format: 'isbn' },
      many: { type: 'array', items: { $ref: '#/$defs/one' }, minItems: 2 },
      some: { type: 'array', items: { oneOf: [{ type: 'null' }, age] }, minItems: 1 },
    },
    required: ['age'],
    $defs: { one: { type: 'object', properties: {}, additionalProperties: true } },
  }
  const told = { type: 'integer', description: 'Years. (minimum: 1)' }
  expect(strictSchema(schema)).toEqual({
    type: 'object',
    properties: {
      age: told,
      minimum: { type: ['string', 'null'], description: '(maxLength: 9)' },
      when: { type: 'string', format: 'date' },
      code: { type: 'string', description: '(format: "isbn")' },
      many: { type: 'array', items: { $ref: '#/$defs/one' }, description: '(minItems: 2)' },
      some: { type: 'array', items: { anyOf: [{ type: 'null' }, told] }, minItems: 1 },
    },
    required: ['age'],
    $defs: { one: { type: 'object', properties: {}, additionalProperties: false } },
    additionalProperties: false,
  })
})

test('it is for what shall hold to the letter, there and on Bedrock', () => {
  const parameters = { type: 'object', properties: { age } }
  const asked = (strict: boolean) => ({
    model: 'anthropic.claude-sonnet-4-5',
    messages: [{ role: 'user' as const, content: 'Hi' }],
    options: {},
    tools: [{ name: 'f', description: 'd', parameters, strict }],
    ...(strict && { response_format: { type: 'json_schema' as const, name: 'n', schema: parameters, strict } }),
  })
  for (const body of [anthropicBody, bedrockBody]) {
    expect(JSON.stringify(body(asked(true)))).not.toMatch(/"minimum"|\\"minimum\\"/)
    expect(JSON.stringify(body(asked(false)))).toContain('"minimum":1')
  }
})
