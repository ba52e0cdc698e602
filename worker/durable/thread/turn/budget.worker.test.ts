import { env, runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import type { Down } from '#protocol/thread-down.ts'
import { budgetsOf, setBudgets } from '../../../src/db/ledger/budgets.ts'
import { unwrap } from '../../../src/lib/error.ts'
import { Browser, makeMember, makePlace, makeThread, recorded } from '../../../test/room.ts'

/** A thread whose project, or whose owner, may take so many tokens a day. */
async function limited(scope: 'person' | 'project', limit_tokens: number) {
  const place = await makePlace()
  const target = { scope, target_id: scope === 'project' ? place.project_id : place.owner.id }
  await setBudgets(env.DB, target, [{ period: 'day', limit_nano: null, limit_tokens }])
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  return { place, target, room, browser, spent: async () => (await budgetsOf(env.DB, target))[0]!.spent_tokens }
}

/** Says something that takes about 100 tokens; answers how its turn ended, or what it waits for. */
async function talk(browser: Browser): Promise<{ text: string; turn: Down<'turn'> }> {
  const text = `tell me ${newId()}`
  const message_id = browser.say(text, 'flow-0-100-0')
  const turn = await browser.frame('turn', (frame) => {
    return frame.user_message_id === message_id && (frame.state === 'waiting' || frame.state === 'ended')
  })
  return { text, turn }
}

async function untilPaused(browser: Browser) {
  for (let turns = 0; turns < 20; turns++) {
    const said = await talk(browser)
    if (said.turn.state === 'waiting') return { ...said, turns }
  }
  throw new Error('never paused')
}

const holds = (user_id: string) =>
  env.DB.prepare('SELECT count(*) AS n FROM budget_holds WHERE user_id = ?').bind(user_id).first<number>('n')

describe('a budget (T10)', () => {
  test('pauses the turn that would pass it before the provider hears of it, also for who comes later', async () => {
    const { browser, room, place, spent } = await limited('project', 1_000)
    const { turn, text, turns } = await untilPaused(browser)
    expect(turns).toBeGreaterThan(1)
    const { budget, expected_tokens } = turn.budget!
    expect(budget).toMatchObject({ scope: 'project', period: 'day', limit_tokens: 1_000, label: 'Tests' })
    expect(budget.spent_tokens + expected_tokens).toBeGreaterThan(1_000)
    expect(await recorded(text)).toEqual([])
    expect(await spent()).toBeLessThanOrEqual(1_000)
    const late = await new Browser(room, place.owner).open(null)
    const first = await late.frame('connection_established')
    expect(first.snapshot!.waiting).toEqual({
      message_id: turn.message_id,
      user_message_id: turn.user_message_id,
      waits: { for: 'budget' },
      budget: turn.budget,
    })
    // what was set aside for turns that have ended is given back
    await expect.poll(() => holds(place.owner.id)).toBe(0)
  })

  test('lets it run once when an owner says so, and the next one waits again', async () => {
    const { browser, spent } = await limited('project', 1_000)
    const { turn, text } = await untilPaused(browser)
    browser.send({ type: 'budget_answer', message_id: turn.message_id, decision: 'allow' })
    await browser.frame('turn', ({ message_id, state }) => message_id === turn.message_id && state === 'ended')
    expect((await recorded(text)).length).toBe(1)
    const before = await spent()
    expect((await talk(browser)).turn.state).toBe('waiting')
    expect(await spent()).toBeGreaterThanOrEqual(before)
  })

  test('is allowed in person only: an access token can’t, whoever’s it is', async () => {
    const { browser, place, room } = await limited('project', 1_000)
    const { turn } = await untilPaused(browser)
    const program = await new Browser(room, { ...place.owner, token_id: newId() }).open()
    program.send({ type: 'budget_answer', message_id: turn.message_id, decision: 'allow' })
    expect(await program.frame('error')).toMatchObject({
      error_code: 'forbidden',
      error: expect.stringMatching(/sign in/),
    })
    browser.send({ type: 'budget_answer', message_id: turn.message_id, decision: 'allow' })
    await browser.frame('turn', ({ message_id, state }) => message_id === turn.message_id && state === 'ended')
  })

  test('is denied with an end: stopped, unanswered, and what waits behind it is looked at', async () => {
    const { browser } = await limited('project', 1_000)
    const { turn } = await untilPaused(browser)
    browser.say('behind it', 'flow-0-1-0', { options: { max_tokens: 5 } })
    await browser.frame('turn', ({ state }) => state === 'queued')
    browser.send({ type: 'budget_answer', message_id: turn.message_id, decision: 'deny' })
    const ended = await browser.frame(
      'turn',
      ({ message_id, state }) => message_id === turn.message_id && state === 'ended',
    )
    expect(ended.outcome).toBe('stopped')
    await browser.until(() => browser.shown().some(({ content }) => content === 'w0'))
  })

  test('of a person is allowed by an administrator only', async () => {
    const { browser, place, room } = await limited('person', 1_000)
    const { turn } = await untilPaused(browser)
    browser.send({ type: 'budget_answer', message_id: turn.message_id, decision: 'allow' })
    expect(await browser.frame('error')).toMatchObject({
      error_code: 'forbidden',
      error: 'An administrator can allow this.',
    })
    const admin = { ...(await makeMember(place.project_id, 'editor')), is_admin: true }
    const other = await new Browser(room, admin).open()
    other.send({ type: 'budget_answer', message_id: turn.message_id, decision: 'allow' })
    await browser.frame('turn', ({ message_id, state }) => message_id === turn.message_id && state === 'ended')
  })

  test('makes an answer no longer than what is left', async () => {
    const { browser, spent } = await limited('project', 900)
    browser.say('as long as it may be', 'flow-0-20-0')
    await browser.settled(2)
    const [asked] = await recorded('as long as it may be')
    expect(asked!.body).toMatchObject({ max_tokens: expect.any(Number) })
    expect(Number((asked!.body as unknown as { max_tokens: number }).max_tokens)).toBeLessThan(900)
    await expect.poll(spent).toBeGreaterThan(0)
  })

  test('pauses for days without waking the room, and survives its end', async () => {
    const { browser, room } = await limited('project', 1_000)
    const { turn } = await untilPaused(browser)
    browser.cut()
    await runInDurableObject(room(), (_, state) => state.abort('a crash of the tests')).catch(() => undefined)
    await browser.open(null)
    expect(browser.frames.findLast((frame) => frame.type === 'connection_established')).toMatchObject({
      snapshot: { waiting: { message_id: turn.message_id } },
    })
    browser.send({ type: 'budget_answer', message_id: turn.message_id, decision: 'allow' })
    await browser.frame('turn', ({ message_id, state }) => message_id === turn.message_id && state === 'ended')
  })

  test('answers a program over HTTP with budget_exceeded and its numbers', async () => {
    const { browser, room, place } = await limited('project', 1_000)
    await untilPaused(browser)
    browser.send({ type: 'stop' })
    const frame = {
      type: 'send_message',
      message_id: newId(),
      content: 'over HTTP',
      provider: 'custom',
      model: 'flow-0-100-0',
    } as const
    const answered = await room().complete(place.owner, frame)
    expect(answered).toMatchObject({ ok: false, failure: { code: 'budget_exceeded' } })
    const again = await room().complete(place.owner, frame)
    expect(again).toMatchObject({ ok: false, failure: { code: 'budget_exceeded' } })
    const stream = unwrap(await room().stream(place.owner, { ...frame, message_id: newId(), content: 'as a stream' }))
    browser.send({ type: 'stop' })
    expect(await new Response(stream).text()).toContain('event: turn')
  })
})
