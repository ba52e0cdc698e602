// Serves the bare relay as `npm start` serves Edgewise: by Miniflare alone. node bench/relay/serve.mjs PROVIDER_URL
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { convertV4MiniflareOptions, Miniflare, NoOpLog } from 'miniflare'

const [, , provider] = process.argv
const server = new Miniflare(
  convertV4MiniflareOptions({
    name: 'relay',
    modules: true,
    scriptPath: path.join(import.meta.dirname, 'worker.mjs'),
    compatibilityDate: '2026-11-01',
    bindings: { PROVIDER: provider },
    durableObjects: { RELAY: { className: 'Relay', useSQLite: true } },
    resourcePersistencePath: fs.mkdtempSync(path.join(os.tmpdir(), 'edgewise-relay-')),
    host: '127.0.0.1',
    port: 0,
    cf: false,
    telemetry: { enabled: false },
    log: new NoOpLog(),
    logRequests: false,
  }),
)
const url = await server.ready
process.on('SIGTERM', () => server.dispose().then(() => process.exit()))
console.log(`Ready on ws://127.0.0.1:${url.port}`)
