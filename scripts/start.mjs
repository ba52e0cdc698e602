// `npm start`: plain JavaScript that any Node from 20 runs before anything is installed.
import path from 'node:path'
import { install } from './lib/install.mjs'
import { runModern } from './lib/modern-node.mjs'
import { root } from './lib/paths.mjs'

install()
await runModern(path.join(root, 'scripts', 'serve', 'main.mjs'))
