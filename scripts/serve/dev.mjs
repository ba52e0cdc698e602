// Serves the page by Vite and, behind it, the Worker by Miniflare; both follow what is saved.
import path from 'node:path'
import { root } from '../lib/paths.mjs'
import { bundleWorker, followWorker } from '../lib/build.mjs'
import { migrate } from '../lib/migrate.mjs'
import { claimPort } from './addresses.mjs'
import { serveLocally } from './miniflare.mjs'
import { prepare } from './prepare.mjs'

const { state, vars, listen, port, ending, url } = await prepare(process.argv.slice(2))
await bundleWorker()
await migrate(state)
const behind = await claimPort(['127.0.0.1'], 0)
const server = await serveLocally({ state, vars, listen: ['127.0.0.1'], port: behind })
ending.before(() => server.dispose())
ending.before(await followWorker(() => server.reload().then(() => console.log('Worker reloaded'))))

process.env.EDGEWISE_SERVER = `http://127.0.0.1:${behind}`
const { createServer } = await import('vite')
const vite = await createServer({
  configFile: path.join(root, 'web', 'vite.config.ts'),
  server: { host: listen[0], port, strictPort: true },
})
await vite.listen()
ending.before(() => vite.close())
console.log(`Ready on ${url}`)
