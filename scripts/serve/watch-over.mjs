import { spawn } from 'node:child_process'
import channel from 'node:diagnostics_channel'

const children = new Set()
channel.subscribe('child_process', ({ process: child }) => {
  children.add(child)
  child.once('exit', () => children.delete(child))
})

/** The runtime's process, which Miniflare starts and doesn't tell of. */
export function runtimeProcess() {
  return [...children].find((child) => /workerd(\.exe)?$/.test(child.spawnfile ?? ''))
}

/**
 * Ends `child` when this process is gone, even by SIGKILL: a shell waits on a pipe that only we hold open. Without it the
 * runtime would live on and keep the port and the data.
 */
export function watchOver(child) {
  if (process.platform === 'win32') return
  const guard = spawn('/bin/sh', ['-c', 'read -r _; kill -9 "$0" 2>/dev/null', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.stdin.on('error', () => {})
  guard.unref()
  child.once('exit', () => guard.kill('SIGKILL'))
}
