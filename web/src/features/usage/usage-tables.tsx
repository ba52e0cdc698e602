import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import type { UsageRow } from '#protocol/rest/usage.ts'
import { plural, tokens, whole } from '../../lib/numbers.ts'
import { FiguresTable, type Column } from './figures-table.tsx'
import type { Usage } from './load-usage.ts'
import type { ModelSeries } from './model-bars.tsx'
import { costWords, sumOf, sumsBy, type Sum } from './sums.ts'

interface Line {
  name: string
  sum: Sum
  href?: string
  title?: string
}
const lineOf = (name: string, sum: Sum): Line => ({ name, sum })
const calls: Column<Line> = { title: 'Calls', value: (line) => whole(line.sum.calls), wide: true }
const all: Column<Line> = { title: 'Tokens', value: (line) => tokens(line.sum.tokens), wide: true }
const cost: Column<Line> = { title: 'Cost', value: (line) => costWords(line.sum) }
const input: Column<Line> = { title: 'New in', value: (line) => tokens(line.sum.input - line.sum.cached), wide: true }
const cached: Column<Line> = { title: 'From cache', value: (line) => tokens(line.sum.cached), wide: true }
const output: Column<Line> = { title: 'Out', value: (line) => tokens(line.sum.output), wide: true }
/** A figure and its unit stay on one line. */
const unbroken = (parts: readonly string[]) => parts.map((part) => part.replaceAll(' ', '\u00a0')).join(', ')
const callsAndTokens = ({ sum }: Line) => unbroken([plural(sum.calls, 'call'), `${tokens(sum.tokens)} tokens`])

export function ModelTable(props: { series: readonly ModelSeries[]; total: Sum }) {
  const names = () => props.series.map((one) => one.name)
  /** The provider is named where two have the same model. */
  const nameOf = (one: ModelSeries) =>
    names().filter((name) => name === one.name).length > 1 ? `${one.name}, ${one.provider}` : one.name
  return (
    <FiguresTable
      caption="Tokens and cost by model"
      title="Model"
      rows={props.series.map((one) => ({ ...lineOf(nameOf(one), one.sum), title: `${one.provider}: ${one.name}` }))}
      name={(line) => (
        <span class="block truncate" title={line.title}>
          {line.name}
        </span>
      )}
      columns={[input, cached, output, cost]}
      words={({ sum }) =>
        unbroken([
          `${tokens(sum.input - sum.cached)} new in`,
          `${tokens(sum.cached)} from cache`,
          `${tokens(sum.output)} out`,
        ])
      }
      all={lineOf('All', props.total)}
    />
  )
}

export function ProjectTable(props: { usage: Usage }) {
  const lines = () => {
    const labels = new Map(props.usage.projects.map((row) => [row.group, row.label]))
    return sumsBy(props.usage.projects, (row) => row.group).map(([id, sum]) => ({
      ...lineOf(projectName(id, labels.get(id)), sum),
      href: isKnown(id, labels.get(id)) ? `/p/${id}` : undefined,
    }))
  }
  return (
    <FiguresTable
      caption="Calls and cost by project"
      title="Project"
      rows={lines()}
      name={(line) => <NameLink line={line} />}
      columns={[calls, cost]}
      words={callsAndTokens}
      all={lineOf('All', sumOf(props.usage.projects))}
    />
  )
}

const SHOWN = 20

export function ThreadTable(props: { usage: Usage }) {
  const isThere = (row: UsageRow) => isKnown(row.group, row.label) && Boolean(row.split)
  const lines = () => {
    const rows = new Map(props.usage.threads.map((row) => [row.group, row]))
    const named = props.usage.threads.filter((row) => isThere(row) || row.group === '')
    return sumsBy(named, (row) => row.group).map(([id, sum]) => {
      const { label, split } = rows.get(id)!
      return id ? { ...lineOf(label, sum), href: `/p/${split}/t/${id}` } : lineOf(label || 'Outside of threads', sum)
    })
  }
  /** What can't be told apart any more is one line. */
  const gone = (): Line[] => {
    const rows = props.usage.threads.filter((row) => !isThere(row) && row.group !== '')
    const count = new Set(rows.map((row) => row.group)).size
    if (count === 0) return []
    return [lineOf(count === 1 ? 'A thread that is gone' : `${whole(count)} threads that are gone`, sumOf(rows))]
  }
  return (
    <section class="flex flex-col gap-2">
      <h2 class="text-ui font-bold">By thread</h2>
      <FiguresTable
        caption="Calls, tokens and cost by thread"
        title="Thread"
        rows={[...lines().slice(0, SHOWN), ...gone()]}
        name={(line) => <NameLink line={line} />}
        columns={[calls, all, cost]}
        words={callsAndTokens}
      />
      <Show when={lines().length > SHOWN}>
        <p class="text-small text-text-2">
          The {SHOWN} dearest of {plural(lines().length, 'thread')}.
        </p>
      </Show>
    </section>
  )
}

/** The server names what it may not name by its id. */
const isKnown = (id: string, label: string | undefined) => id !== '' && label !== undefined && label !== id

function projectName(id: string, label: string | undefined): string {
  if (isKnown(id, label)) return label!
  return id ? 'A project that is gone' : label || 'Outside of projects'
}

function NameLink(props: { line: Line }) {
  return (
    <Show when={props.line.href} fallback={<span class="block truncate text-text-2">{props.line.name}</span>}>
      {(href) => (
        <A
          href={href()}
          class="block w-fit max-w-full truncate rounded-code touch:-my-2 touch:py-2 hover:text-accent hover:underline"
        >
          {props.line.name}
        </A>
      )}
    </Show>
  )
}
