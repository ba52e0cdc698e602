// `npm run dev`: the page with hot reload, the Worker built anew when a file of it changes. Same state, same settings.
import path from 'node:path'
import { install } from './lib/install.mjs'
import { runModern } from './lib/modern-node.mjs'
import { root } from './lib/paths.mjs'

install()
await runModern(path.join(root, 'scripts', 'serve', 'dev.mjs'))
