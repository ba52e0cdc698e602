import { html, raw } from 'hono/html'
import { z } from 'zod'
import { errorCodes } from '#protocol/error.ts'
import type { Operation } from '#protocol/rest/operation.ts'
import { operations } from '#protocol/rest/operations.ts'
import { EDGEWISE_VERSION } from '#protocol/version.ts'
import { DOCS_STYLE } from './docs-style.ts'

/** The reference as a page: made from the same operations as the OpenAPI document. */
export function docsPage() {
  const nouns = Object.entries(operations)
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Edgewise API</title>
        <style>
          ${raw(DOCS_STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>Edgewise API</h1>
          <p>
            Version ${EDGEWISE_VERSION}, under <code>/api/v1</code>. For tools:
            <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).
          </p>
        </header>
        <nav aria-label="Nouns">${nouns.map(([noun]) => html`<a href="#${noun}">${noun}</a>`)}</nav>
        <main>${nouns.map(([noun, list]) => section(noun, list))} ${socketSection()} ${errorSection()}</main>
      </body>
    </html>`
}

function section(noun: string, list: Operation[]) {
  return html`<section id="${noun}">
    <h2>${noun}</h2>
    ${list.map(route)}
  </section>`
}

function route(operation: Operation) {
  const { method, path, summary, access, query, body } = operation
  return html`<details>
    <summary>
      <span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code>
      <span class="words">${summary}</span>
    </summary>
    <p class="access">${accessWords[access]}</p>
    ${query ? schemaBlock('Query', query, 'input') : ''} ${body ? schemaBlock('Body', body, 'input') : ''}
    ${Object.entries(operation.answers).map(([status, schema]) =>
      schema ? schemaBlock(`Answers ${status}`, schema, 'output') : html`<h3>Answers ${status}</h3>`,
    )}
  </details>`
}

const accessWords = {
  none: 'Needs no account.',
  person: 'Needs a session: a bearer token, or the cookies.',
  admin: "Needs an admin's session.",
}

function schemaBlock(title: string, schema: z.ZodType, io: 'input' | 'output') {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return html`<h3>${title}</h3>
    <pre tabindex="0"><code>${JSON.stringify(json, null, 2)}</code></pre>`
}

function socketSection() {
  return html`<section id="sockets">
    <h2>sockets</h2>
    <p><code>GET /ws/chat/:thread_id?after=SEQ</code>: a thread's room.</p>
    <p><code>GET /api/v1/chat/stream/:project_id</code>: the newest thread of a project, made if there is none.</p>
    <p>
      With the cookies (from our own page only), a bearer token, or <code>?ticket=</code> of
      <code>/auth/ws-ticket</code>.
    </p>
  </section>`
}

function errorSection() {
  return html`<section id="errors">
    <h2>errors</h2>
    <p>
      <code>{"error": {"code", "message", "details"?, "retry_after"?, "request_id"}}</code>, where <code>code</code> is
      one of:
    </p>
    <ul class="codes">
      ${errorCodes.map((code) => html`<li><code>${code}</code></li>`)}
    </ul>
  </section>`
}
