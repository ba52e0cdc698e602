// The only file that knows Miniflare. Its programming interface is young: versions are pinned, and it is met here alone.
import fs from 'node:fs'
import path from 'node:path'
import { convertV4MiniflareOptions, Miniflare, NoOpLog } from 'miniflare'
import { pageFolder, root, workerBundle } from '../lib/paths.mjs'
import { hashOf, readStamp, writeStamp } from '../lib/stamp.mjs'

/** Serves the bundled Worker and the page on every address of `listen`, with its data under `state`. */
export async function serveLocally({ state, vars, listen, port }) {
  const options = await workerOptions()
  const server = new Miniflare(
    convertV4MiniflareOptions({
      ...options,
      ...shared(state),
      name: 'edgewise',
      modules: true,
      scriptPath: workerBundle,
      bindings: { ...options.bindings, ...vars },
      assets: { ...options.assets, directory: pageFolder },
      // Sockets of our own instead of Miniflare's front: it has but one address, and localhost is two.
      unsafeDirectSockets: listen.map((host) => ({ host, port })),
      handleStructuredLogs: printLog,
    }),
  )
  await server.ready
  return server
}

/** Opens the local D1 for `work` alone, without a Worker. */
export async function withLocalDatabase(state, work) {
  const { d1Databases, compatibilityDate } = await workerOptions()
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

/** What wrangler.toml says, in Miniflare's words. Loading wrangler takes most of a second, so its answer is kept. */
async function workerOptions() {
  const hash = hashOf('wrangler.toml', 'package-lock.json')
  const kept = readStamp('worker-options.json')
  if (kept?.startsWith(hash)) return JSON.parse(kept.slice(hash.length))
  const { unstable_getMiniflareWorkerOptions: read, unstable_readConfig: readConfig } = await import('wrangler')
  // Its own files of local secrets are not read: ours live in the state folder.
  const config = readConfig({ config: path.join(root, 'wrangler.toml') }, { hideWarnings: true })
  fs.mkdirSync(pageFolder, { recursive: true })
  const { modulesRules, bindings, ...options } = read({ ...config, userConfigPath: undefined }).workerOptions
  const plain = { ...options, bindings: config.vars }
  writeStamp('worker-options.json', hash + JSON.stringify(plain))
  return plain
}

/** The settings that wrangler.toml has. */
export async function configuredVars() {
  return (await workerOptions()).bindings
}

function printLog({ level, message }) {
  const stream = level === 'error' || level === 'warn' ? process.stderr : process.stdout
  stream.write(`${message}\n`)
}
