import { SELF } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { operations } from '#protocol/rest/operations.ts'
import { ORIGIN } from '../../../test/client.ts'
import { api } from '../api.ts'

const all = Object.values(operations).flat()
const wanted = all.map(({ method, path }) => `${method.toUpperCase()} ${path}`)

/** About the API, not of it. */
const ABOUT = ['GET /openapi.json', 'GET /docs']

test('every route has an operation, and every operation a route', () => {
  const mounted = api.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
  expect([...new Set(mounted)].sort()).toEqual([...new Set([...wanted, ...ABOUT])].sort())
})

test('the document says what the schemas say', async () => {
  const answer = await SELF.fetch(`${ORIGIN}/api/v1/openapi.json`)
  const document = (await answer.json()) as {
    openapi: string
    paths: Record<string, Record<string, Record<string, unknown>>>
  }
  expect(document.openapi).toBe('3.1.0')
  const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  )
  expect(listed.sort()).toEqual([...wanted].sort())
  const create = document.paths['/threads']!.post!
  expect(create.requestBody).toMatchObject({
    content: {
      'application/json': { schema: { required: ['project_id'], properties: { title: { maxLength: 200 } } } },
    },
  })
  expect(create.parameters).toMatchObject([{ name: 'Idempotency-Key', in: 'header' }])
  const list = document.paths['/threads']!.get!.parameters as { name: string; required: boolean }[]
  expect(list.find((each) => each.name === 'limit')).toMatchObject({ in: 'query', required: false })
  const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((each) => each.operationId))
  expect(new Set(ids).size).toBe(ids.length)
})

test('the page names every route and loads nothing from anywhere', async () => {
  const answer = await SELF.fetch(`${ORIGIN}/api/v1/docs`)
  expect(answer.headers.get('content-type')).toContain('text/html')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  const page = await answer.text()
  for (const { path } of all) expect(page).toContain(`<code>${path}</code>`)
  expect(page).not.toMatch(/<(script|link|img)|https?:\/\//)
})
