// `npm run deploy`: build, migrations, then the Worker. `-- --dry-run` builds and bundles only.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { install } from './lib/install.mjs'
import { fail } from './lib/fail.mjs'
import { modernNode, modernPath } from './lib/modern-node.mjs'
import { root } from './lib/paths.mjs'

install()
const dryRun = process.argv.includes('--dry-run')
const env = { ...process.env, PATH: modernPath(), WRANGLER_SEND_METRICS: 'false' }
const wrangler = path.join(root, 'node_modules', 'wrangler', 'bin', 'wrangler.js')

function run(script, args, options = {}) {
  return spawnSync(modernNode(), [script, ...args], { cwd: root, env, stdio: 'inherit', ...options })
}

function must(step, script, args) {
  if (run(script, args).status !== 0) fail(`${step} failed: see above. Nothing after it was done`)
}

/** Without these the Worker would answer nothing but "unavailable". */
function checkSecrets() {
  const { stdout, status } = run(wrangler, ['secret', 'list', '--format', 'json'], { stdio: 'pipe', encoding: 'utf8' })
  // A Worker that was never deployed has no list.
  const known = status === 0 ? JSON.parse(stdout.slice(stdout.indexOf('['))).map((one) => one.name) : []
  const missing = ['ENCRYPTION_KEY', 'JWT_SECRET'].filter((name) => !known.includes(name))
  if (missing.length === 0) return
  console.log(`Deployed, but it can't answer before it has ${missing.join(' and ')}:`)
  if (missing.includes('ENCRYPTION_KEY'))
    console.log('  echo "1:$(openssl rand -base64 32)" | npx wrangler secret put ENCRYPTION_KEY')
  if (missing.includes('JWT_SECRET')) console.log('  openssl rand -base64 48 | npx wrangler secret put JWT_SECRET')
  console.log('Keep a copy of ENCRYPTION_KEY: without it the stored keys cannot be read again.')
}

must('The build of the page', path.join(root, 'node_modules', 'vite', 'bin', 'vite.js'), ['build', 'web'])
if (dryRun) {
  must('The bundle', wrangler, ['deploy', '--dry-run', '--outdir', 'worker/dist'])
} else {
  must('Migrating the database', wrangler, ['d1', 'migrations', 'apply', 'DB', '--remote'])
  must('Deploying the Worker', wrangler, ['deploy'])
  checkSecrets()
}
