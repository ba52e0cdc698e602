import { For, Show, type JSX } from 'solid-js'

export interface Column<Row> {
  title: string
  value: (row: Row) => JSX.Element
  /** Not on a phone, where the line below the name says it. */
  wide?: boolean
}

/** A name and figures, hairlines only. On a phone a row has two lines: name and cost, then the rest in words. */
export function FiguresTable<Row>(props: {
  caption: string
  title: string
  rows: readonly Row[]
  name: (row: Row) => JSX.Element
  columns: readonly Column<Row>[]
  /** The second line on a phone. */
  words: (row: Row) => string
  all?: Row
  class?: string
}) {
  const figure = (column: Column<Row>) =>
    `py-[7px] ps-5 text-end phone:ps-3 align-top whitespace-nowrap ${column.wide ? 'phone:hidden' : ''}`
  const line = (row: Row, isAll: boolean) => (
    <tr class={`border-b border-line ${isAll ? 'font-bold' : ''}`}>
      <th scope="row" class={`max-w-0 py-[7px] text-start ${isAll ? '' : 'font-medium'}`}>
        {isAll ? 'All' : props.name(row)}
        <span class="hidden text-small font-normal text-text-2 phone:block">{props.words(row)}</span>
      </th>
      <For each={props.columns}>{(column) => <td class={figure(column)}>{column.value(row)}</td>}</For>
    </tr>
  )
  return (
    <table class={`w-full border-collapse self-start text-ui ${props.class ?? ''}`}>
      <caption class="sr-text">{props.caption}</caption>
      <thead>
        <tr class="border-b border-line-2 text-small text-text-2">
          <th scope="col" class="w-full py-[7px] text-start font-normal">
            {props.title}
          </th>
          <For each={props.columns}>
            {(column) => (
              <th scope="col" class={`${figure(column)} font-normal`}>
                {column.title}
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>
        <For each={props.rows}>{(row) => line(row, false)}</For>
        <Show when={props.all}>{(all) => line(all(), true)}</Show>
      </tbody>
    </table>
  )
}
