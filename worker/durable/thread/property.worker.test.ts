import { abortAllDurableObjects, evictDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { outcomes, type Message } from '#protocol/message.ts'
import { newId } from '#protocol/ids.ts'
import { unwrap } from '../../src/lib/error.ts'
import { toolNames } from '../../src/tools/registry.ts'
import { halfPairs, promptIn } from '../../test/prompt-in.ts'
import { bodiesFor, tagged } from '../../test/steps-place.ts'
import { Browser, makeMember, makePlace, makeThread, sleep, type Place, type Stub } from '../../test/room.ts'
import type { Member } from '../../src/doors.ts'

let place: Place
let guest: Member
beforeAll(async () => {
  place = await makePlace()
  guest = await makeMember(place.project_id, 'editor')
})

type Action =
  | { do: 'send'; who: number; model: string; tools: boolean; mode: 'chat' | 'agent' }
  | { do: 'resend' | 'cut' | 'open' | 'stop' | 'withdraw'; who: number }
  | { do: 'edit'; who: number; pick: number; keep: boolean }
  | { do: 'regenerate' | 'select' | 'delete'; who: number; pick: number }
  | { do: 'pause'; ms: number }
  | { do: 'evict' | 'crash' }

const who = fc.nat(1)
const pick = fc.nat(30)
const models = [
  'flow-0-5-0',
  'flow-5-30-3',
  'flow-0-80-4',
  'status-503-1-0',
  'break-6-2',
  'error-3',
  'think-4-6',
  'nothing',
  'steps-3-words-3',
  'steps-2-calls-3-midword',
  'steps-4-words-12-gap-4-think',
  'steps-2-words-300-gap-5-calls-2',
  'steps-3-foreign-calls-2-twins',
  'steps-3-calls-2-sameids-break-1',
  'steps-2-cut',
]
const sends = fc.record({
  do: fc.constant('send' as const),
  who,
  model: fc.constantFrom(...models),
  tools: fc.boolean(),
  mode: fc.constantFrom('chat', 'agent' as const),
})
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: sends },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('resend', 'cut', 'open', 'stop', 'withdraw' as const),
      who,
    }) as fc.Arbitrary<Action>,
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), who, pick, keep: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('regenerate', 'select', 'delete' as const),
      who,
      pick,
    }) as fc.Arbitrary<Action>,
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pause' as const), ms: fc.integer({ min: 1, max: 120 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('evict', 'crash' as const) }) as fc.Arbitrary<Action> },
)

/** Two people in one thread, and everything that may befall them. */
class World {
  readonly room: () => Stub
  readonly browsers: Browser[]
  readonly online = [true, true]
  readonly sent: { who: number; id: string; model: string }[] = []
  readonly tree: string[] = []

  constructor(room: () => Stub) {
    this.room = room
    this.browsers = [new Browser(room, place.owner), new Browser(room, guest)]
  }

  async run(step: Action): Promise<void> {
    switch (step.do) {
      case 'pause':
        return sleep(step.ms)
      case 'evict':
        return this.hibernate()
      case 'crash':
        return this.crash()
      case 'open':
        return this.open(step.who)
      case 'cut':
        this.online[step.who] = false
        return this.browsers[step.who]!.cut()
      default:
        if (this.online[step.who]) this.act(this.browsers[step.who]!, step)
    }
  }

  act(browser: Browser, step: Exclude<Action, { do: 'pause' | 'evict' | 'crash' | 'open' | 'cut' }>): void {
    const some = (role: string) => {
      const ids = browser.state.list.filter((id) => browser.state.byId[id]!.role === role)
      return ids.length === 0 ? newId() : ids[('pick' in step ? step.pick : 0) % ids.length]!
    }
    switch (step.do) {
      case 'send': {
        const { who, model, mode } = step
        const options = { tools: step.tools ? [...toolNames] : [] }
        this.sent.push({ who, model, id: browser.say(`message ${this.sent.length}`, model, { mode, options }) })
        return
      }
      case 'resend': {
        const last = this.sent.filter((one) => one.who === step.who).at(-1)
        if (last) browser.say('sent again', last.model, { message_id: last.id })
        return
      }
      case 'stop':
        return browser.send({ type: 'stop' })
      case 'withdraw':
        return browser.send({ type: 'withdraw', message_id: browser.state.queue.at(-1)?.user_message_id ?? newId() })
      case 'edit':
        return browser.send({
          type: 'edit_message',
          message_id: some('user'),
          content: `edited ${step.pick}`,
          preserve_response: step.keep,
        })
      case 'regenerate':
        return browser.send({ type: 'regenerate', message_id: some('assistant') })
      case 'select': {
        const known = [
          ...new Set(
            this.browsers.flatMap(({ frames }) =>
              frames.flatMap((frame) => (frame.type === 'new_message' ? [frame.message.id] : [])),
            ),
          ),
        ]
        return browser.send({
          type: 'select_branch',
          message_id: known[step.pick % Math.max(1, known.length)] ?? newId(),
        })
      }
      case 'delete':
        return browser.send({ type: 'delete_message', message_id: some(step.pick % 2 ? 'user' : 'assistant') })
    }
  }

  /** Only an idle room hibernates: an eviction would wait for what runs. */
  async hibernate(): Promise<void> {
    if (this.browsers.some(({ state }) => state.running)) return
    await evictDurableObject(this.room()).catch((error: unknown) => {
      if (!String(error).includes('not currently running')) throw error
    })
  }

  async crash(): Promise<void> {
    for (const who of [0, 1]) this.browsers[who]!.cut()
    this.online.fill(false)
    await abortAllDurableObjects()
  }

  async open(who: number): Promise<void> {
    this.browsers[who]!.cut()
    await this.browsers[who]!.open()
    this.online[who] = true
  }

  /** Both come back with what they saw last. */
  async settle(): Promise<void> {
    for (const browser of this.browsers) browser.cut()
    for (const who of [0, 1]) await this.open(who)
  }

  /** What a model is asked after all of it holds each call with its result. */
  async expectWholePairs(): Promise<void> {
    const model = tagged('steps-1')
    const [browser] = this.browsers as [Browser]
    const sent = browser.say('and now?', model)
    await browser.frame('turn', ({ user_message_id, state }) => user_message_id === sent && state === 'ended')
    expect(halfPairs(promptIn('chat', (await bodiesFor(model))[0]!))).toEqual([])
  }

  /**
   * What both browsers and the REST view show once nothing runs or waits. What was sent just before a cut may still be on its
   * way in, so they are looked at until they agree; if they never do, the difference is thrown.
   */
  async agreement(): Promise<Message[]> {
    const deadline = Date.now() + 8_000
    for (;;) {
      for (const browser of this.browsers) await browser.settled(0)
      const rest = unwrap(await this.room().messages({ limit: 200, include_deleted: true, tree: false })).messages
      try {
        expect(rest.filter(({ status }) => status === 'streaming' || status === 'queued')).toEqual([])
        for (const { state } of this.browsers)
          expect(plain(state.list.map((id) => state.byId[id]))).toEqual(plain(rest))
        return rest
      } catch (difference) {
        if (Date.now() > deadline) throw difference
        await sleep(100)
      }
    }
  }
}

/** Every call of an answer that has ended has an end and an id of its own, with words for the model. */
function expectCallsEnded({ tool_calls = [] }: Message): void {
  expect(tool_calls.filter(({ state, output }) => !['done', 'failed', 'stopped'].includes(state) || !output)).toEqual(
    [],
  )
  expect(new Set(tool_calls.map(({ tool_call_id }) => tool_call_id)).size).toBe(tool_calls.length)
}

/** The thread's sum is the ledger's. */
async function expectBooked(id: string, room: () => Stub): Promise<void> {
  const rows = env.DB.prepare('SELECT coalesce(sum(total_tokens), 0) AS sum FROM usage WHERE thread_id = ?').bind(id)
  await expect.poll(async () => unwrap(await room().view()).total_tokens - (await rows.first<number>('sum'))!).toBe(0)
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown

/** `PROPERTY_RUNS=500 npm run test:worker` looks longer. */
const RUNS = Number(env.PROPERTY_RUNS)

test(
  'two browsers and the REST view end equal, each call has its end, and the ledger its sum, whatever happens (S2, S3, M1, T5, T9, T12)',
  { timeout: 20_000 * RUNS },
  async () => {
    const property = fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 24 }), async (steps) => {
      const { id, room } = await makeThread(place)
      const world = new World(room)
      for (const who of [0, 1]) await world.open(who)
      for (const step of steps) await world.run(step)
      await world.settle()
      const rest = await world.agreement()
      expect(rest.every(({ status }) => (outcomes as readonly string[]).includes(status))).toBe(true)
      const tree = unwrap(await room().messages({ limit: 200, include_deleted: true, tree: true })).messages
      expect(new Set(tree.map(({ id }) => id)).size).toBe(tree.length)
      for (const message of tree) expectCallsEnded(message)
      await world.expectWholePairs()
      await expectBooked(id, room)
    })
    await fc.assert(property, { numRuns: RUNS, endOnFailure: true })
  },
)
