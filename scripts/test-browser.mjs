// `npm run test:browser`: the product in a real browser. Arguments go to vitest, e.g. a file's name.
import path from 'node:path'
import { install } from './lib/install.mjs'
import { runModern } from './lib/modern-node.mjs'
import { root } from './lib/paths.mjs'

install()
await runModern(path.join(root, 'scripts', 'check', 'browser.mjs'))
