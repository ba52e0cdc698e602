import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { SIGNATURE } from '../../../../e2e/provider/formats/format.ts'
import { callsOf, stepsScriptOf, stepText, stepsText } from '../../../../e2e/provider/steps/steps-script.ts'
import type { Message } from '#protocol/message.ts'
import { unwrap } from '../../../src/lib/error.ts'
import { toolNames } from '../../../src/tools/registry.ts'
import { halfPairs, promptIn, promptOf } from '../../../test/prompt-in.ts'
import { Browser, makeThread, type Stub } from '../../../test/room.ts'
import { bodiesFor, makeStepsPlace, tagged, wires, type Wire } from '../../../test/steps-place.ts'

let place: Awaited<ReturnType<typeof makeStepsPlace>>
beforeAll(async () => {
  place = await makeStepsPlace()
})

const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown
const sum = (amounts: (number | undefined)[]) => amounts.reduce<number>((total, one) => total + (one ?? 0), 0)

async function messagesOf(room: () => Stub): Promise<Message[]> {
  return unwrap(await room().messages({ limit: 50, include_deleted: false, tree: false })).messages
}

async function ledgerOf(thread_id: string) {
  const sql = `SELECT id, message_id, input_tokens, output_tokens, total_tokens, source FROM usage WHERE thread_id = ? ORDER BY id`
  return (await env.DB.prepare(sql).bind(thread_id).all<{ id: string; message_id: string; total_tokens: number }>())
    .results
}

const open = (room: () => Stub) => new Browser(room, place.owner).open()

function say(browser: Browser, content: string, model: string, wire: Wire): string {
  return browser.say(content, model, { ...place.choices[wire], options: { tools: [...toolNames] } })
}

/** What a script's answer looks like, its tools at work. */
function expectScripted(answer: Message, model: string): void {
  const script = stepsScriptOf(model)!
  const count = script.steps
  const texts = Array.from({ length: count }, (_, step) => stepText(script, step).join(''))
  const ends = texts.map((_, step) => texts.slice(0, step + 1).join('').length)
  expect(answer).toMatchObject({ content: stepsText(script), status: 'complete' })
  expect(answer.reasoning).toBe(' t0 t1 t2'.repeat(count))
  expect(answer.steps!.map(({ content_end }) => content_end)).toEqual(ends)
  expect(answer.steps!.map(({ reasoning_end }) => reasoning_end)).toEqual(ends.map((_, step) => 9 * (step + 1)))
  expect(answer.steps!.map(({ finish_reason }) => finish_reason)).toEqual([
    ...Array<string>(count - 1).fill('tool_calls'),
    'stop',
  ])
  const calls = texts.flatMap((_, step) =>
    callsOf(script, step).map((call) => ({
      step,
      at: ends[step],
      name: call.name,
      input: JSON.parse(call.arguments) as unknown,
      state: 'done',
      output: call.name === 'calculate' ? expect.stringMatching(/^\d+$/) : expect.stringMatching(/Asia\/Tokyo$/),
    })),
  )
  expect(answer.tool_calls ?? []).toMatchObject(calls)
  expect(new Set(answer.tool_calls?.map(({ tool_call_id }) => tool_call_id)).size ?? 0).toBe(calls.length)
}

describe.each(wires)('%s', (wire) => {
  test.each([1, 2, 3, 4, 5])(
    'a turn of %i steps is the same to who watched, who came late, who was away, and to REST',
    async (count) => {
      const model = `steps-${count}-think-words-12-gap-4-calls-2`
      const { id, room } = await makeThread(place)
      const [watches, leaves] = [await open(room), await open(room)]
      say(watches, 'in steps, please', model, wire)
      await leaves.frame('assistant_message_start')
      leaves.cut()
      await watches.until(() => watches.shown()[1]?.content.includes(`s${count >> 1}w5`) === true)
      const late = await open(room)
      expect(late.frames[0]).toHaveProperty('snapshot')
      await watches.settled(2)
      await leaves.open()
      expect(leaves.frames.some((frame) => frame.type === 'connection_established' && frame.replay_from)).toBe(true)
      await Promise.all([late.settled(2), leaves.settled(2)])
      const [, answer] = await messagesOf(room)
      expectScripted(answer!, model)
      for (const { state } of [watches, late, leaves]) expect(plain(state.byId[answer!.id])).toEqual(plain(answer))
      await expectBilled(id, answer!, watches)
    },
  )
})

/** A row of the ledger for each step; the answer, the thread and the meter say the same. */
async function expectBilled(thread_id: string, answer: Message, browser: Browser): Promise<void> {
  const steps = answer.steps!
  await expect.poll(async () => (await ledgerOf(thread_id)).length).toBe(steps.length)
  const rows = await ledgerOf(thread_id)
  expect(rows.map(({ message_id }) => message_id)).toEqual(steps.map(() => answer.id))
  expect(rows[0]!.id).toBe(answer.id)
  const columns = ['input_tokens', 'output_tokens', 'total_tokens', 'source'] as const
  for (const column of columns) {
    expect(rows.map((row) => (row as unknown as Record<string, unknown>)[column])).toEqual(
      steps.map(({ usage }) => usage![column]),
    )
  }
  const total = sum(steps.map(({ usage }) => usage!.total_tokens))
  expect(answer.usage).toMatchObject({ total_tokens: total, source: 'reported' })
  expect(browser.state.thread).toMatchObject({ total_tokens: total })
  const { input_tokens, output_tokens, reasoning_tokens } = steps.at(-1)!.usage!
  expect(browser.state.context).toMatchObject({ used: input_tokens + output_tokens - reasoning_tokens })
}

test.each(['demo', ...wires] as const)(
  'a conversation that %s began goes on in every other format: each pair in order, nobody else’s echo (T11)',
  async (first) => {
    const { room } = await makeThread(place)
    const browser = await open(room)
    if (first === 'demo')
      browser.say('What time is it in Tokyo, and how much is 12.5 * 8?', 'demo', { provider: 'demo' })
    else say(browser, 'in steps, please', 'steps-3-think-calls-2', first)
    await browser.settled(2)
    for (const [index, wire] of wires.filter((one) => one !== first).entries()) {
      const model = tagged(`steps-2-think-words-${index + 2}`)
      say(browser, `and now as ${wire}`, model, wire)
      await browser.settled(2 * index + 4)
      const messages = await messagesOf(room)
      expect(messages.at(-1)).toMatchObject({ status: 'complete', content: stepsText(stepsScriptOf(model)!) })
      const bodies = await bodiesFor(model)
      const [asked, then] = bodies.map((body) => promptIn(wire, body))
      expect(bodies).toHaveLength(2)
      expect(asked!.map(({ kind, words }) => ({ kind, words }))).toEqual(promptOf(messages.slice(0, -1)))
      expect(then!.slice(0, asked!.length)).toEqual(asked)
      expect(then!.slice(asked!.length).map(({ kind }) => kind)).toEqual(['text', 'call', 'result'])
      expect([halfPairs(asked!), halfPairs(then!)]).toEqual([[], []])
      const signs = wire !== 'chat' && wire !== 'ollama'
      const signed = bodies.map((body) => JSON.stringify(body).split(SIGNATURE).length - 1)
      expect(signed).toEqual([0, signs ? 1 : 0])
    }
  },
)
