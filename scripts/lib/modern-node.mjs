import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fail } from './fail.mjs'
import { root } from './paths.mjs'

/** Type stripping without a flag, and what wrangler asks for. */
const NEEDED = 24

const modern = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** The Node that everything after the installation runs on, and a PATH that has it first. */
export function modernNode() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) return process.execPath
  if (!fs.existsSync(modern)) fail(`Node ${NEEDED} is missing from node_modules; delete node_modules and try again`)
  return modern
}

export function modernPath() {
  const bins = [path.join(root, 'node_modules', '.bin'), path.dirname(modernNode())]
  return [...bins, process.env.PATH ?? ''].join(path.delimiter)
}

/**
 * Runs `script` on a Node that is new enough: in this process when it is one, else in a child that gets our signals and
 * gives us its exit code.
 */
export async function runModern(script) {
  process.env.PATH = modernPath()
  if (modernNode() === process.execPath) return import(script)
  const child = spawn(modern, [script, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
