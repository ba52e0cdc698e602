import { expect, test } from 'vitest'
import { geminiBody } from './body.ts'
import { geminiContents, type GeminiEcho } from './messages.ts'
import { GeminiReader } from './reader.ts'
import type { PromptMessage, PromptToolCall, ProviderEvent } from '../wire.ts'

const model = 'gemini-3-pro-preview'

/** What the reader tells of these parts, as the next prompt holds it, and sent again. */
function backAndForth(parts: object[], at = model): unknown[] {
  const events: ProviderEvent[] = []
  const chunk = { candidates: [{ content: { parts }, finishReason: 'STOP' }] }
  const reader = new GeminiReader()
  reader.push(new TextEncoder().encode(`data: ${JSON.stringify(chunk)}\n\n`), (event) => events.push(event))
  reader.end((event) => events.push(event))
  const message: PromptMessage = {
    role: 'assistant',
    content: events.flatMap((event) => (event.type === 'text' ? [event.text] : [])).join(''),
    echo: { wire: 'gemini', model, items: events.flatMap((event) => (event.type === 'echo' ? [event.item] : [])) },
    tool_calls: events.flatMap((event) => (event.type === 'tool_call' ? [event] : [])),
  }
  return geminiContents([message], at)[0]?.parts ?? []
}

test('a signature goes back on the very part it came with', () => {
  const parts = [
    { text: 'One. ', thoughtSignature: 'a' },
    { text: 'Two. ' },
    { functionCall: { id: '1', name: 'f', args: { x: 1 } }, thoughtSignature: 'b' },
    { functionCall: { id: '2', name: 'g', args: {} } },
    { text: '', thoughtSignature: 'c' },
  ]
  expect(backAndForth(parts)).toEqual(parts)
  expect(backAndForth([{ text: 'One.' }, { text: '', thoughtSignature: 'a' }])).toEqual([
    { text: 'One.' },
    { text: '', thoughtSignature: 'a' },
  ])
})

test('another model gets none of it; Gemini 3 is told that there is none, for the first call of each step', () => {
  const parts = [
    { text: 'One.', thoughtSignature: 'a' },
    { functionCall: { id: '1', name: 'f', args: {} }, thoughtSignature: 'b' },
    { functionCall: { id: '2', name: 'g', args: {} } },
  ]
  const bare = [
    { text: 'One.' },
    { functionCall: { id: '1', name: 'f', args: {} } },
    { functionCall: { id: '2', name: 'g', args: {} } },
  ]
  expect(backAndForth(parts, 'gemini-2.5-flash')).toEqual(bare)
  const [text, first, second] = bare
  const told = { ...first, thoughtSignature: 'skip_thought_signature_validator' }
  expect(backAndForth(parts, 'gemini-3-flash-preview')).toEqual([text, told, second])
})

test('an answer whose text was edited keeps its text whole', () => {
  const items: GeminiEcho[] = [{ type: 'edgewise.signed_text', at: 40, length: 10, calls: 0, signature: 'a' }]
  const message: PromptMessage = { role: 'assistant', content: 'Shorter.', echo: { wire: 'gemini', model, items } }
  const parts = geminiContents([message], model)[0]!.parts as { text: string }[]
  expect(parts.map((part) => part.text).join('')).toBe('Shorter.')
})

test('results that belong together stand together, and an answer without anything is left out', () => {
  const call = (id: string): PromptToolCall => ({ id, name: 'f', arguments: '' })
  const result = (id: string, content: string): PromptMessage => ({
    role: 'tool',
    tool_call_id: id,
    name: 'f',
    content,
  })
  const contents = geminiContents(
    [
      { role: 'user', content: 'Go' },
      { role: 'assistant', content: '', tool_calls: [call('1'), call('2')] },
      result('1', 'one'),
      result('2', 'two'),
      { role: 'assistant', content: '' },
      { role: 'user', content: 'And?' },
    ],
    'gemini-2.5-flash',
  )
  const response = (id: string, output: string) => ({ functionResponse: { id, name: 'f', response: { output } } })
  expect(contents).toEqual([
    { role: 'user', parts: [{ text: 'Go' }] },
    { role: 'model', parts: [{ functionCall: expect.anything() }, { functionCall: expect.anything() }] },
    { role: 'user', parts: [response('1', 'one'), response('2', 'two')] },
    { role: 'user', parts: [{ text: 'And?' }] },
  ])
})

test('an image of a result is part of it since Gemini 3, and behind it before; an address needs a type', () => {
  const image = { type: 'image', media_type: 'image/png', data: 'AAAA' } as const
  const result: PromptMessage = {
    role: 'tool',
    tool_call_id: '1',
    name: 'f',
    content: [{ type: 'text', text: 'a' }, image],
  }
  const inline = { inlineData: { mimeType: 'image/png', data: 'AAAA' } }
  const response = { id: '1', name: 'f', response: { output: 'a' } }
  const sent = (named: string) => geminiContents([result], named)[0]!.parts
  expect(sent(model)).toEqual([{ functionResponse: { ...response, parts: [inline] } }])
  expect(sent('gemini-2.5-pro')).toEqual([{ functionResponse: response }, inline])
  const url = 'https://example.org/cat.webp?size=2'
  const user: PromptMessage = { role: 'user', content: [{ type: 'image_url', url }] }
  expect(geminiContents([user], model)[0]!.parts).toEqual([{ fileData: { mimeType: 'image/webp', fileUri: url } }])
})

test('a system prompt alone has a user beside it; a JPEG has the name that Google knows', () => {
  expect(geminiContents([{ role: 'system', content: 'Say hi.' }], model)).toEqual([
    { role: 'user', parts: [{ text: '…' }] },
  ])
  const image = { type: 'image', media_type: 'image/jpg', data: 'AA==' } as const
  expect(geminiContents([{ role: 'user', content: [image] }], model)).toEqual([
    { role: 'user', parts: [{ inlineData: { mimeType: 'image/jpeg', data: 'AA==' } }] },
  ])
})

test('an open model hears its instructions from the user', () => {
  const messages: PromptMessage[] = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hi' },
  ]
  const asked = { messages, options: {}, response_format: { type: 'json' } } as const
  const open = geminiBody({ ...asked, model: 'gemma-3-27b-it' })
  expect(open.systemInstruction).toBeUndefined()
  expect(open.generationConfig).toEqual({})
  expect(open.contents).toEqual([
    { role: 'user', parts: [{ text: expect.stringMatching(/^Be brief\.\n\n.*JSON/) }] },
    { role: 'user', parts: [{ text: 'Hi' }] },
  ])
  const gemini = geminiBody({ ...asked, model: 'gemini-2.5-flash' })
  expect(gemini).toMatchObject({ systemInstruction: { parts: [{ text: 'Be brief.' }] }, contents: [{ role: 'user' }] })
})
