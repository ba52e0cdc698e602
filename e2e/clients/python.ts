import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** A folder of virtual environments (`openai`, `llm`, `aider-chat`), each with the package of its name. Undefined: none. */
export const venvs = process.env.PYTHON_CLIENTS

export function program(venv: string, name: string): string | undefined {
  const file = venvs && path.join(venvs, venv, 'bin', name)
  return file && fs.existsSync(file) ? file : undefined
}

export interface Ran {
  code: number | null
  output: string
}

/** Runs a program to its end, at most two minutes. */
export function run(file: string, args: string[], env: Record<string, string>, cwd: string): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env: { PATH: process.env.PATH!, ...env }, timeout: 120_000 })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part.toString()))
    child.stdin.end()
    child.on('close', (code) => resolve({ code, output }))
  })
}
