import { spawn } from 'node:child_process'
import channel from 'node:diagnostics_channel'

/**
 * From now on ends the runtime when this process is gone, even by SIGKILL: a shell waits on a pipe that only we hold open.
 * Without it the runtime would live on and keep the port and the data. Miniflare starts it and doesn't tell; Node does.
 */
export function watchOverRuntime() {
  if (process.platform === 'win32') return
  channel.subscribe('child_process', ({ process: child }) => {
    child.once('spawn', () => child.spawnfile.endsWith('workerd') && guard(child))
  })
}

function guard(child) {
  const shell = spawn('/bin/sh', ['-c', 'read -r _; kill -9 "$0" 2>/dev/null', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  shell.stdin.on('error', () => {})
  shell.unref()
  shell.stdin.unref?.()
  child.once('exit', () => shell.kill('SIGKILL'))
}
