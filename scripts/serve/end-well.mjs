const GRACE_MS = 5_000

/**
 * Ends on SIGTERM, SIGINT and SIGHUP, and when the npm that started us is gone: first `before`, then `last`, at most 5 s.
 */
export function endWell(last) {
  const first = []
  let ending = false
  const end = async (code) => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(1), GRACE_MS).unref()
    await Promise.allSettled(first.map((work) => work()))
    process.exit(code)
  }
  process.on('exit', last)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => end(0))
  if (process.env.npm_lifecycle_event) endWithParent(end)
  return { before: (work) => first.push(work) }
}

/** A shell between npm and us may keep a signal to itself; then all that reaches us is another parent. */
function endWithParent(end) {
  const parent = process.ppid
  setInterval(() => process.ppid === parent || end(0), 500).unref()
}
