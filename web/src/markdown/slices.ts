/** Longest run of work before the browser may paint or answer a key. */
const SLICE_MS = 6

let jobs: { run: (() => void)[]; at: number }[] = []
let scheduled = false

/** Does small pieces of work after the next paint, a few milliseconds at a time, in order. Answers how to call it off. */
export function afterPaint(run: (() => void)[]): () => void {
  const job = { run, at: 0 }
  jobs.push(job)
  schedule()
  return () => {
    job.at = job.run.length
  }
}

function schedule(): void {
  if (scheduled) return
  scheduled = true
  const channel = new MessageChannel()
  channel.port1.onmessage = () => {
    channel.port1.close()
    scheduled = false
    work()
  }
  requestAnimationFrame(() => channel.port2.postMessage(null))
}

function work(): void {
  const until = performance.now() + SLICE_MS
  while (jobs.length > 0 && performance.now() < until) {
    const job = jobs[0]
    const next = job?.run[job.at]
    if (!job || !next) {
      jobs = jobs.slice(1)
      continue
    }
    job.at++
    next()
  }
  if (jobs.length > 0) schedule()
}
