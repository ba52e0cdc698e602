import fs from 'node:fs'

export interface Cost {
  cpu_ms: number
  rss_mb: number
}

/** CPU and memory of a process and all below it. Linux only: elsewhere nothing. */
export function costOf(pid: number): Cost {
  const cost = { cpu_ms: 0, rss_mb: 0 }
  for (const one of family(pid)) addCost(cost, one)
  return cost
}

function addCost(cost: Cost, pid: number): void {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A tick of user or system time is 10 ms on every Linux.
    cost.cpu_ms += (Number(fields[11]) + Number(fields[12])) * 10
    cost.rss_mb += Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    // It ended just now.
  }
}

function family(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(family)]
}

function childrenOf(pid: number): number[] {
  try {
    const tasks = fs.readdirSync(`/proc/${pid}/task`)
    const lists = tasks.map((task) => fs.readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8'))
    return lists.join(' ').split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}
