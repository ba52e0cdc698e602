// The only file that knows Miniflare. Its programming interface is young: versions are pinned, and it is met here alone.
import fs from 'node:fs'
import path from 'node:path'
import { convertV4MiniflareOptions, Miniflare, NoOpLog } from 'miniflare'
import { wranglerOptions } from '../lib/ask-wrangler.mjs'
import { pageFolder, root, workerBundle } from '../lib/paths.mjs'
import { hashOf, readStamp, writeStamp } from '../lib/stamp.mjs'

/** Serves the bundled Worker and the page on every address of `listen`, with its data under `state`. */
export async function serveLocally({ state, vars, listen, port }) {
  const options = () => serverOptions({ state, vars, listen, port })
  const server = new Miniflare(options())
  await server.ready
  return { dispose: () => server.dispose(), reload: () => server.setOptions(options()) }
}

function serverOptions({ state, vars, listen, port }) {
  const options = workerOptions()
  return convertV4MiniflareOptions({
    ...options,
    ...shared(state),
    rootPath: root,
    name: 'edgewise',
    modules: true,
    scriptPath: workerBundle,
    bindings: { ...options.bindings, ...vars },
    assets: { ...options.assets, directory: pageFolder },
    // Sockets of our own instead of Miniflare's front: it has but one address, and localhost is two.
    unsafeDirectSockets: listen.map((host) => ({ host, port })),
    handleStructuredLogs: printLog,
  })
}

/** Opens the local D1 for `work` alone, without a Worker. */
export async function withLocalDatabase(state, work) {
  const { d1Databases, compatibilityDate } = workerOptions()
  const script = 'export default { fetch: () => new Response(null, { status: 404 }) }'
  const server = new Miniflare(
    convertV4MiniflareOptions({
      ...shared(state),
      name: 'migrations',
      modules: true,
      script,
      compatibilityDate,
      d1Databases,
    }),
  )
  try {
    return await work(await server.getD1Database('DB'))
  } finally {
    await server.dispose()
  }
}

function shared(state) {
  return {
    host: '127.0.0.1',
    port: 0,
    // Without this it asks the network where on earth it is.
    cf: false,
    telemetry: { enabled: false },
    log: new NoOpLog(),
    logRequests: false,
    // The folder that `wrangler d1 migrations apply --local --persist-to STATE` writes.
    resourcePersistencePath: path.join(state, 'v3'),
  }
}

/** What wrangler.toml says, asked once and kept until it changes. */
function workerOptions() {
  const hash = hashOf('wrangler.toml', 'package-lock.json')
  const kept = readStamp('worker-options.json')
  if (kept?.startsWith(hash)) return JSON.parse(kept.slice(hash.length))
  fs.mkdirSync(pageFolder, { recursive: true })
  const options = wranglerOptions()
  writeStamp('worker-options.json', hash + JSON.stringify(options))
  return options
}

/** The settings that wrangler.toml has. */
export function configuredVars() {
  return workerOptions().bindings
}

function printLog({ level, message }) {
  const stream = level === 'error' || level === 'warn' ? process.stderr : process.stdout
  stream.write(`${message}\n`)
}
