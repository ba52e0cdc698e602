import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { AppEnv } from './app-env.ts'
import { docsPage } from './docs-page.ts'
import { openApi } from './openapi.ts'

// The document is made once, at the first request: it takes some milliseconds.
let document: ReturnType<typeof openApi> | undefined
let page: ReturnType<typeof docsPage> | undefined

export const docs = new Hono<AppEnv>()

docs.get('/openapi.json', (c) => {
  document ??= openApi()
  return c.json(document)
})

// The page may load nothing but its own style: no script could run even if one got in.
const policy = {
  defaultSrc: ["'none'"],
  styleSrc: ["'unsafe-inline'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
}

docs.get('/docs', secureHeaders({ contentSecurityPolicy: policy }), (c) => {
  page ??= docsPage()
  return c.html(page)
})
