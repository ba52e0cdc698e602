import fs from 'node:fs'
import path from 'node:path'

const folder = path.join(import.meta.dirname, 'golden')

/** What was kept under this name. GOLDEN=write keeps what is sent now, after a change that was meant. */
export function golden(name: string, now: unknown): unknown {
  const file = path.join(folder, `${name}.json`)
  if (process.env.GOLDEN === 'write') {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`)
  }
  return JSON.parse(fs.readFileSync(file, 'utf8'))
}
