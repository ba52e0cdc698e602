import { spawn } from 'node:child_process'
import { root } from '../lib/paths.mjs'

/** Runs a program of node_modules with this Node, its output passed on. Answers whether it went well. */
export function run(script, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    })
    const pass = (signal) => child.kill(signal)
    process.on('SIGTERM', pass).on('SIGINT', pass)
    child.on('exit', (code) => {
      process.off('SIGTERM', pass).off('SIGINT', pass)
      resolve(code === 0)
    })
  })
}
