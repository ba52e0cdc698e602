import path from 'node:path'

/** The repository's root, wherever a script is called from. */
export const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..')

/** What scripts remember between runs. Goes with `node_modules`, so a clean install starts clean. */
export const memory = path.join(root, 'node_modules', '.edgewise')

export const workerBundle = path.join(root, 'worker', 'dist', 'worker.mjs')
export const pageFolder = path.join(root, 'web', 'dist')
