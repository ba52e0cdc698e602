import { beforeAll, expect, test } from 'vitest'
import { flowText } from '../../../../e2e/provider/script.ts'
import { unwrap } from '../../../src/lib/error.ts'
import { Browser, makeMember, makePlace, makeThread, recorded, type Place } from '../../../test/room.ts'

let place: Place
beforeAll(async () => {
  place = await makePlace()
})

const contents = (shown: { content: string }[]) => shown.map((one) => one.content)
const page = { limit: 50, include_deleted: false, tree: false }

test('keeps the answer and the older text when an edit preserves the response (M4)', async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  const sent = browser.say('first words', 'flow-0-3-0')
  await browser.settled(2)
  browser.send({ type: 'edit_message', message_id: sent, content: 'better words', preserve_response: true })
  const { message } = await browser.frame('message_updated')
  expect(message).toMatchObject({ id: sent, content: 'better words' })
  expect(message.edited_at).toMatch(/^\d{4}-/)
  expect(contents(browser.shown())).toEqual(['better words', flowText(3)])
  expect(unwrap(await room().edits(sent))).toMatchObject([{ content: 'first words', author_id: place.owner.id }])
})

test('answers an edit on a new branch, and brings the old one back by select_branch (M4, M6)', async () => {
  const { room } = await makeThread(place)
  const [browser, other] = [new Browser(room, place.owner), new Browser(room, place.owner)]
  await Promise.all([browser.open(), other.open()])
  const sent = browser.say('old question', 'flow-0-3-0')
  await browser.settled(2)
  browser.say('follow-up', 'flow-0-2-0')
  await browser.settled(4)
  browser.send({ type: 'edit_message', message_id: sent, content: 'new question', preserve_response: false })
  await browser.frame('new_message', ({ message }) => message.content === 'new question')
  await browser.settled(2)
  expect(contents(browser.shown())).toEqual(['new question', flowText(3)])
  expect(browser.state.byId[browser.state.list[0]!]!.branch).toEqual({ index: 1, count: 2 })
  expect((await recorded('new question'))[0]!.body.model).toBe('flow-0-3-0')
  browser.send({ type: 'select_branch', message_id: sent })
  const selected = await other.frame('branch_selected')
  expect(selected).toMatchObject({ parent_message_id: null, has_more: false })
  expect(contents(other.shown())).toEqual(['old question', flowText(3), 'follow-up', flowText(2)])
  expect(other.shown()).toEqual(browser.shown())
  expect(contents(unwrap(await room().messages(page)).messages)).toEqual(contents(other.shown()))
  expect(unwrap(await room().messages({ ...page, tree: true })).messages).toHaveLength(6)
})

test('regenerates with the same model, or with another and a temperature (M5)', async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  browser.say('again please', 'flow-0-3-0')
  const [, answer] = await browser.settled(2)
  browser.send({ type: 'regenerate', message_id: answer!.id })
  await browser.until(() => browser.state.list[1] !== answer!.id)
  const [, second] = await browser.settled(2)
  browser.send({ type: 'regenerate', message_id: second!.id, options: { model: 'flow-0-4-0', temperature: 0.2 } })
  await browser.until(() => browser.state.list[1] !== second!.id)
  const [, third] = await browser.settled(2)
  expect(third!.content).toBe(flowText(4))
  expect(browser.state.byId[third!.id]).toMatchObject({ branch: { index: 2, count: 3 }, model: 'flow-0-4-0' })
  const asked = await recorded('again please')
  expect(asked.map(({ body }) => [body.model, body.temperature])).toEqual([
    ['flow-0-3-0', undefined],
    ['flow-0-3-0', undefined],
    ['flow-0-4-0', 0.2],
  ])
})

test('deletes softly: the place stays, the words are in no answer and no prompt (M7)', async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  const secret = browser.say('delete these words', 'flow-0-3-0')
  await browser.settled(2)
  browser.send({ type: 'delete_message', message_id: secret })
  await browser.frame('message_deleted')
  expect(contents(browser.shown())).toEqual(['', flowText(3)])
  browser.say('what did I say?', 'flow-0-2-0')
  await browser.settled(4)
  const [request] = await recorded('what did I say?')
  expect(request!.body.messages.map(({ content }) => content)).toEqual([flowText(3), 'what did I say?'])
  expect(unwrap(await room().messages(page)).messages.map(({ id }) => id)).not.toContain(secret)
  const all = unwrap(await room().messages({ ...page, include_deleted: true })).messages
  expect(all.find(({ id }) => id === secret)).toMatchObject({ content: '', role: 'user' })
  expect(JSON.stringify(await new Browser(room, place.owner).open(null).then((late) => late.frames))).not.toContain(
    'delete these',
  )
})

test('refuses the edit and the deletion of somebody else’s message, and says which (M4)', async () => {
  const { room } = await makeThread(place)
  const editor = await makeMember(place.project_id, 'editor')
  const [mine, theirs] = [new Browser(room, place.owner), new Browser(room, editor)]
  await Promise.all([mine.open(), theirs.open()])
  const sent = mine.say('the owner’s', 'flow-0-2-0')
  await theirs.settled(2)
  theirs.send({ type: 'edit_message', message_id: sent, content: 'changed', preserve_response: true })
  expect(await theirs.frame('error')).toMatchObject({
    error_code: 'message_not_editable',
    message_id: sent,
    retryable: false,
  })
  theirs.frames.length = 0
  theirs.send({ type: 'delete_message', message_id: sent })
  expect(await theirs.frame('error')).toMatchObject({ error_code: 'message_not_editable' })
  expect(contents(unwrap(await room().messages(page)).messages)).toEqual(['the owner’s', flowText(2)])
})

test('pages backward and forward without a skip or a repeat while messages arrive', async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  for (let count = 1; count <= 6; count++) {
    browser.say(`question ${count}`, 'flow-0-1-0')
    await browser.settled(count * 2)
  }
  const all = browser.state.list
  const seen: string[] = []
  let before: string | undefined
  for (let step = 0; ; step++) {
    const { messages, has_more } = unwrap(await room().messages({ ...page, limit: 5, before }))
    seen.unshift(...messages.map(({ id }) => id))
    before = messages[0]!.id
    browser.say(`in between ${step}`, 'flow-0-1-0')
    if (!has_more) break
  }
  expect(seen).toEqual(all)
  const after = unwrap(await room().messages({ ...page, limit: 4, after: all[1] }))
  expect(after).toMatchObject({ has_more: true })
  expect(after.messages.map(({ id }) => id)).toEqual(all.slice(2, 6))
})

test('shows everyone the branch that a waiting turn belongs to before it places anything on it (M2)', async () => {
  const { room } = await makeThread(place)
  const browser = await new Browser(room, place.owner).open()
  const first = browser.say('first', 'flow-0-2-0')
  const [, answer] = await browser.settled(2)
  browser.say('keeps it busy', 'flow-0-60-5')
  await browser.frame('stream_chunk', ({ message_id }) => message_id !== answer!.id)
  browser.send({ type: 'edit_message', message_id: first, content: 'first, edited', preserve_response: false })
  browser.send({ type: 'regenerate', message_id: answer!.id })
  await browser.frame('turn', ({ user_message_id, state }) => user_message_id === first && state === 'ended')
  await browser.until(
    () => browser.frames.filter((frame) => frame.type === 'turn' && frame.state === 'ended').length === 4,
  )
  const late = await new Browser(room, place.owner).open(null)
  expect(contents(browser.shown())).toEqual(['first', flowText(2)])
  expect(browser.shown()).toEqual(late.shown())
})
