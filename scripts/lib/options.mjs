import path from 'node:path'
import { parseArgs } from 'node:util'
import { fail } from './fail.mjs'
import { root } from './paths.mjs'

const flags = {
  port: { type: 'string', default: '8787' },
  state: { type: 'string', default: '.edgewise' },
  host: { type: 'string' },
  var: { type: 'string', multiple: true, default: [] },
  'no-runner': { type: 'boolean', default: false },
}

const usage = '--port N, --state DIR, --host ADDRESS, --no-runner, --var NAME:VALUE (repeatable)'

/** What `npm start -- …` asks for; ends with the flag's name and what was expected where one is wrong. */
export function readOptions(argv) {
  const { port, state, host, var: vars } = parse(argv)
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) fail(`--port ${port}: expected a number from 0 to 65535`)
  if (state.trim() === '') fail('--state: expected a folder')
  if (host !== undefined && !/^[\w.:-]+$/.test(host)) fail(`--host ${host}: expected an address or a name`)
  return { port: Number(port), state: path.resolve(root, state), host, vars: Object.fromEntries(vars.map(pair)) }
}

function parse(argv) {
  try {
    return parseArgs({ args: argv, options: flags, strict: true, allowPositionals: false }).values
  } catch (error) {
    fail(`${error.message.split('. To specify')[0]}. Expected: ${usage}`)
  }
}

function pair(text) {
  const colon = text.indexOf(':')
  const name = text.slice(0, Math.max(0, text.search(/[^A-Z0-9_]/)))
  // Only what can be a name is repeated: the rest may be a secret.
  if (colon < 0 || !/^[A-Z][A-Z0-9_]*$/.test(name)) fail(`--var ${name}: expected NAME:VALUE, the name in capitals`)
  return [name, text.slice(colon + 1)]
}
