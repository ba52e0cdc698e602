// Serves Edgewise on this machine: built, migrated, with its data in one folder. Runs on Node 24 (start.mjs sees to it).
import { build } from '../lib/build.mjs'
import { migrate } from '../lib/migrate.mjs'
import { serveLocally } from './miniflare.mjs'
import { prepare } from './prepare.mjs'

const { state, vars, listen, port, ending, url } = await prepare(process.argv.slice(2))
await build()
await migrate(state)
const server = await serveLocally({ state, vars, listen, port })
ending.before(() => server.dispose())
console.log(`Ready on ${url}`)
