import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * A file that only one living process holds. Answers undefined when it is ours now, or else what its holder wrote there.
 * A holder that was killed leaves the file behind: it is taken over.
 */
export function takeLock(file, words = {}) {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      fs.writeFileSync(file, JSON.stringify({ pid: process.pid, ...words }), { flag: 'wx', mode: 0o600 })
      return undefined
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const holder = readLock(file)
    if (holder && isAlive(holder.pid)) return holder
    fs.rmSync(file, { force: true })
  }
  return readLock(file) ?? {}
}

export function readLock(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

export function writeLock(file, words) {
  fs.writeFileSync(file, JSON.stringify({ pid: process.pid, ...words }), { mode: 0o600 })
}

export function freeLock(file) {
  if (readLock(file)?.pid === process.pid) fs.rmSync(file, { force: true })
}

/** Runs `work` while no other process does; waits for its turn. */
export async function underLock(file, work) {
  while (takeLock(file)) await sleep(100)
  try {
    return await work()
  } finally {
    freeLock(file)
  }
}

/** A process id is given to others in time, so where the system tells, the name must be right too. */
export function isAlive(pid, name = 'node') {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(name)
  } catch {
    return !fs.existsSync('/proc/self')
  }
}
