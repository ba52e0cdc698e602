import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { provider as pluginOf, wireOf } from '../../../worker/src/providers/registry.ts'
import { readStream, type WholeAnswer } from '../../../worker/src/providers/testing/read-stream.ts'
import type { PromptMessage } from '../../../worker/src/providers/wire.ts'
import { definitionOf, runTool, toolNames, toolsNamed } from '../../../worker/src/tools/registry.ts'
import { SIGNATURE } from '../formats/format.ts'
import { startProvider, type Provider } from '../server.ts'
import { TITLE } from '../speech.ts'
import { stepsKeys, type StepsKey } from './steps-keys.ts'
import { callsOf, stepsScriptOf, stepsText } from './steps-script.ts'

let server: Provider
beforeAll(async () => {
  server = await startProvider()
})
afterAll(() => server.close())

const wires = stepsKeys('http://127.0.0.1:1/v1').map(({ wire }) => wire)
const tools = toolsNamed(toolNames)
const ports = { now: () => new Date('2026-03-09T23:05:07Z'), signal: new AbortController().signal }

function keyOf(wire: string): StepsKey {
  return stepsKeys(server.url).find((key) => key.wire === wire)!
}

/** One request, as a room makes it. */
async function ask(wire: string, model: string, messages: PromptMessage[]): Promise<Response> {
  const { provider, api, key, region, base_url } = keyOf(wire)
  const format = wireOf(pluginOf(provider)!, api ?? 'chat')
  const credentials = { api_key: key, base_url, region: region ?? null }
  return fetch(
    await format.request(credentials, { model, messages, options: {}, tools: tools.map((tool) => definitionOf(tool)) }),
  )
}

async function step(wire: string, model: string, messages: PromptMessage[]): Promise<WholeAnswer> {
  const { provider, api } = keyOf(wire)
  const response = await ask(wire, model, messages)
  expect(response.status).toBe(200)
  const reader = wireOf(pluginOf(provider)!, api ?? 'chat').reader()
  return readStream(reader, new Uint8Array(await response.arrayBuffer()), [])
}

/** A turn, step by step, with the tools at work. */
async function turn(wire: string, model: string, messages: PromptMessage[], most = 20): Promise<WholeAnswer[]> {
  const answers: WholeAnswer[] = []
  while (answers.length < most) {
    const answer = await step(wire, model, messages)
    answers.push(answer)
    const { text: content, reasoning, tool_calls } = answer
    const echo = { wire: keyOf(wire).wire, model, items: answer.echo }
    messages.push({ role: 'assistant', content, reasoning, tool_calls, ...(answer.echo.length && { echo }) })
    if (answer.finish !== 'tool_calls') break
    for (const call of tool_calls) messages.push(await resultOf(call))
  }
  return answers
}

async function resultOf({ id, name, arguments: args }: WholeAnswer['tool_calls'][number]): Promise<PromptMessage> {
  const { output, failed } = await runTool(tools, { name, input: parsed(args) }, ports)
  return { role: 'tool', tool_call_id: id, name, content: output, is_error: failed }
}

function parsed(args: string): unknown {
  try {
    return JSON.parse(args)
  } catch {
    return args
  }
}

const hello = (): PromptMessage[] => [{ role: 'user', content: 'Hello' }]

function bodies(from: number): string[] {
  return server.requests(from).map(({ body }) => JSON.stringify(body))
}

describe.each(wires)('%s', (wire) => {
  test.each([1, 2, 3, 4, 5])('%i steps, and another turn after them', async (count) => {
    const model = `steps-${count}-words-3`
    const messages = hello()
    for (let turns = 0; turns < 2; turns++) {
      const answers = await turn(wire, model, messages)
      expect(answers.map(({ text }) => text).join('')).toBe(stepsText(stepsScriptOf(model)!))
      expect(answers.map(({ finish }) => finish)).toEqual([...Array(count - 1).fill('tool_calls'), 'stop'])
      expect(answers[0]!.usage).toMatchObject({ output_tokens: 3, total_tokens: expect.any(Number) })
      messages.push({ role: 'user', content: 'And again' })
    }
    expect(messages.filter(({ role }) => role === 'tool').map(({ content }) => content)).toEqual(
      [0, 1].flatMap(() =>
        ['0', '2026-03-10T08:05:07+09:00, Tuesday, Asia/Tokyo', '20', expect.any(String)].slice(0, count - 1),
      ),
    )
  })

  test('thoughts come before every step, and their signature goes back with the next request', async () => {
    const from = server.requests().length
    const answers = await turn(wire, 'steps-3-think-calls-2', hello())
    expect(answers.map(({ reasoning }) => reasoning)).toEqual(Array(3).fill(' t0 t1 t2'))
    const signed = bodies(from).map((body) => body.split(SIGNATURE).length - 1)
    const signs = wire !== 'chat' && wire !== 'ollama'
    expect(signed).toEqual(signs ? [0, 1, 2] : [0, 0, 0])
    const thoughts = bodies(from).map((body) => body.split(' t0 t1 t2').length - 1)
    expect(thoughts).toEqual(wire === 'gemini' ? [0, 0, 0] : [0, 1, 2])
  })

  test('a thousand calls in one step, each with its result', async () => {
    const [first, last] = await turn(wire, 'steps-2-calls-1000-tell', hello())
    expect(first!.tool_calls).toMatchObject(callsOf(stepsScriptOf('steps-2-calls-1000')!, 0))
    expect(new Set(first!.tool_calls.map(({ id }) => id)).size).toBe(1000)
    expect(last!.text).toContain('[0] [2026-03-10T08:05:07+09:00, Tuesday, Asia/Tokyo] [2]')
    expect(last!.text.match(/\[/g)).toHaveLength(1000)
  })

  test('a call in the middle of a word', async () => {
    const [first] = await turn(wire, 'steps-2-words-1-midword', hello())
    expect(first).toMatchObject({ text: 's0w0 broken', finish: 'tool_calls', tool_calls: [{ name: 'calculate' }] })
  })

  test.each([
    ['bare', /expression: Invalid input/],
    ['wrong', /don't fit/],
    ['foreign', /There is no tool "launch_rocket"/],
  ])('%s calls fail in words, and the turn goes on', async (option, words) => {
    const messages = hello()
    const answers = await turn(wire, `steps-2-${option}`, messages)
    expect(answers.at(-1)!.finish).toBe('stop')
    expect(messages).toContainEqual(
      expect.objectContaining({ role: 'tool', is_error: true, content: expect.stringMatching(words) }),
    )
  })

  test('calls without an id get one of ours, where the format lets them have none', async () => {
    const [first] = await turn(wire, 'steps-2-calls-2-noids', hello())
    if (wire !== 'anthropic' && wire !== 'bedrock') expect(new Set(first!.tool_calls.map(({ id }) => id)).size).toBe(2)
    expect(first!.tool_calls).toHaveLength(2)
  })

  test('a step is refused at first, then told', async () => {
    const model = 'steps-3-status-503-1-2'
    const messages = hello()
    messages.push({ role: 'user', content: crypto.randomUUID() })
    const first = await step(wire, model, messages)
    messages.push({ role: 'assistant', content: first.text, tool_calls: first.tool_calls })
    for (const call of first.tool_calls) messages.push(await resultOf(call))
    const statuses = []
    for (let time = 0; time < 3; time++) statuses.push((await ask(wire, model, messages)).status)
    expect(statuses).toEqual([503, 503, 200])
  })

  test('a step breaks off', async () => {
    const messages = hello()
    await turn(wire, 'steps-2-words-10-break-1', messages, 1)
    const response = await ask(wire, 'steps-2-words-10-break-1', messages)
    await expect(response.text()).rejects.toThrow()
    expect(server.requests().at(-1)).toMatchObject({ ended: 'broken', tokens_sent: 5 })
  })

  test('one that never ends calls for as long as it is asked', async () => {
    const answers = await turn(wire, 'steps-endless-words-1', hello(), 12)
    expect(answers.every(({ finish }) => finish === 'tool_calls')).toBe(true)
    expect(answers.at(-1)!.text).toBe(' s11w0')
  })

  test('a title and a summary are words', async () => {
    const asked = async (content: string) =>
      (await step(wire, 'steps-3', [{ role: 'system', content }, ...hello()])).text
    expect(await asked('Answer with a title.')).toBe(TITLE)
    expect(await asked('Summarize the conversation.')).toBe('A summary from the provider')
  })
})

test.each(['chat', 'responses', 'anthropic', 'bedrock'])('%s: arguments that are cut, or no JSON', async (wire) => {
  const [cut] = await turn(wire, 'steps-2-cut', hello())
  expect(cut).toMatchObject({ finish: 'length', tool_calls: [{ arguments: '{"expression":"0 * 10 +' }] })
  const messages = hello()
  const [noJson] = await turn(wire, 'steps-2-nojson', messages)
  expect(noJson!.tool_calls[0]!.arguments).toBe('two plus two')
  expect(messages[2]).toMatchObject({ is_error: true, content: expect.stringContaining('not whole JSON') })
})

test('a slow step and one that goes silent', async () => {
  const started = performance.now()
  await step('chat', 'steps-1-slow-0-300', hello())
  expect(performance.now() - started).toBeGreaterThan(290)
  const response = await ask('anthropic', 'steps-1-silent-0', hello())
  const reader = response.body!.getReader()
  const next = async (): Promise<unknown> => ((await reader.read()).done ? 'end' : next())
  expect(await Promise.race([next(), new Promise((resolve) => setTimeout(resolve, 300, 'silence'))])).toBe('silence')
  await reader.cancel()
})

test.each(['steps', 'steps-', 'steps-x', 'steps-2-nonsense', 'steps-2-3', 'steps-endless3', 'flow-1-2-3'])(
  '%s is no script of this kind',
  (name) => expect(stepsScriptOf(name)).toBeUndefined(),
)
