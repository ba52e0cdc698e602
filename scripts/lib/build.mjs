import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fail } from './fail.mjs'
import { underLock } from './lock.mjs'
import { memory, pageFolder, root, workerBundle } from './paths.mjs'
import { hashOf, readStamp, writeStamp } from './stamp.mjs'

/** Builds the page and the Worker's bundle, each only when something it is made of has changed. */
export function build() {
  return underLock(path.join(memory, 'build.lock'), async () => {
    await once('page', hashOf('web', 'worker/protocol', 'package-lock.json'), pageFolder, buildPage)
    await once('worker', hashOf('worker', 'scripts/lib/build.mjs', 'package-lock.json'), workerBundle, bundleWorker)
  })
}

async function once(name, hash, result, work) {
  if (fs.existsSync(result) && readStamp(name) === hash) return
  const started = performance.now()
  await work()
  writeStamp(name, hash)
  console.log(`Built the ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

function buildPage() {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', 'web', '--logLevel', 'warn']
  const done = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  if (done.status !== 0) fail(`the page does not build:\n${done.stdout}${done.stderr}`)
}

export async function bundleWorker() {
  const { build: esbuild, stop } = await import('esbuild')
  await esbuild(workerBuild)
  // Its process would stay as long as ours.
  await stop()
}

/** Bundles again at every change that builds, and calls back after it. Answers how to stop that. */
export async function followWorker(onBuilt) {
  const { context, stop } = await import('esbuild')
  let first = true
  const tell = ({ errors }) => {
    if (!first && errors.length === 0) onBuilt()
    first = false
  }
  const plugins = [{ name: 'tell', setup: (build) => build.onEnd(tell) }]
  const following = await context({ ...workerBuild, plugins })
  await following.watch()
  return () => following.dispose().then(stop)
}

export const workerBuild = {
  entryPoints: [path.join(root, 'worker', 'src', 'index.ts')],
  outfile: workerBundle,
  bundle: true,
  format: 'esm',
  target: 'es2024',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  conditions: ['workerd', 'worker', 'browser', 'import'],
  external: ['cloudflare:*', 'node:*'],
  define: { 'process.env.NODE_ENV': '"production"' },
  sourcemap: 'linked',
  logLevel: 'warning',
}
