import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root } from '../lib/paths.mjs'

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** A browser for the tests: one that is here, or one that can be fetched. Undefined when neither. */
export async function findChromium() {
  return (await present()) ?? (await fetched())
}

async function present() {
  const named = process.env.CHROMIUM_PATH
  if (named) return fs.existsSync(named) ? named : undefined
  const { chromium } = await import('playwright')
  return [...usual, chromium.executablePath()].find((file) => file && works(file))
}

/** A file may be there and still lack libraries. */
function works(file) {
  return fs.existsSync(file) && spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

async function fetched() {
  console.log('No Chromium here: fetching one for the browser tests…')
  const playwright = path.join(root, 'node_modules', 'playwright', 'cli.js')
  spawnSync(process.execPath, [playwright, 'install', 'chromium'], { stdio: 'inherit', timeout: 240_000 })
  const found = await present()
  if (found || process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) return found
  const apt = { stdio: 'inherit', timeout: 300_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  spawnSync('apt-get', ['update', '-qq'], apt)
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], apt)
  return present()
}

export const CHROMIUM_MISSING =
  'the browser tests need Chromium: install it (Debian: apt-get install chromium; elsewhere: npx playwright install --with-deps chromium) or set CHROMIUM_PATH'
