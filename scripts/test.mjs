// `npm test`: everything, in one command, on a machine that has only Node and git.
import path from 'node:path'
import { install } from './lib/install.mjs'
import { runModern } from './lib/modern-node.mjs'
import { root } from './lib/paths.mjs'

install()
await runModern(path.join(root, 'scripts', 'check', 'all.mjs'))
