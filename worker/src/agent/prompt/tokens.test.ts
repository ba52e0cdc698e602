import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { expect, test } from 'vitest'
import { counterOf, estimate, isCountable, messageTokens, mostTokens, pieces } from './tokens.ts'

const prose = 'The quick brown fox jumps over the lazy dog, and then it sleeps.\n'.repeat(300)
const code = 'export function add(a: number, b: number) {\n  return a + b\n}\n\n'.repeat(200)
const chinese = '敏捷的棕色狐狸跳过了懒狗，然后睡着了。'.repeat(300)

test.each([prose, code, chinese])('GPT texts in pieces are what they are whole, within a percent', async (text) => {
  const counter = await counterOf('gpt-5-mini')
  expect(counter.source).toBe('counted')
  expect(Math.abs(counter.count(text) / countTokens(text) - 1)).toBeLessThan(0.01)
})

test.each([prose, code, chinese])('an estimate is within 40 % of GPT, and never more than the most', (text) => {
  expect(Math.abs(estimate.count(text) / countTokens(text) - 1)).toBeLessThan(0.4)
  expect(mostTokens(text)).toBeGreaterThanOrEqual(countTokens(text))
})

test('a page without a space is counted in short pieces: the time goes with the square of a piece', async () => {
  const counter = await counterOf('openai/gpt-4o')
  expect(counter.count('这是一个测试'.repeat(8_000))).toBeGreaterThan(20_000)
  expect(counter.count('a'.repeat(50_000))).toBeGreaterThan(6_000)
  expect(counter.count(' '.repeat(50_000))).toBeGreaterThan(100)
  expect(Math.max(...pieces('这是一个测试'.repeat(8_000)).map((piece) => piece.length))).toBe(500)
})

test('names of special tokens are text', async () => {
  expect((await counterOf('gpt-4')).count('a <|endoftext|> b')).toBeGreaterThan(5)
})

test('pieces join to the text', () => {
  for (const text of [
    '',
    'a',
    prose,
    code,
    chinese,
    'x'.repeat(5_000),
    `${'y'.repeat(1_700)} z${' w'.repeat(3_000)}`,
  ]) {
    expect(pieces(text).join('')).toBe(text)
    expect(Math.max(0, ...pieces(text).map((piece) => piece.length))).toBeLessThanOrEqual(2_000)
  }
})

test.each(['gpt-4o-mini', 'openai/gpt-5', 'o3-mini', 'gpt-3.5-turbo', 'chatgpt-4o-latest'])(
  '%s can be counted',
  (model) => expect(isCountable(model)).toBe(true),
)
test.each(['claude-sonnet-4-5', 'gemini-3-pro', 'gemma3:270m', 'openai/whisper', 'gpt-oss:20b'])(
  '%s is estimated',
  async (model) => {
    expect(await counterOf(model)).toBe(estimate)
  },
)

test('pictures, calls and separators count too', () => {
  const picture = {
    role: 'user' as const,
    content: [{ type: 'image_url' as const, url: 'https://example.test/a.png' }],
  }
  expect(messageTokens(picture, estimate)).toBeGreaterThan(1_000)
  const call = { id: 'c', name: 'read', arguments: '{"path":"a.ts"}' }
  expect(messageTokens({ role: 'assistant', content: '', tool_calls: [call] }, estimate)).toBe(4 + 5 + 4)
})

test('a text without end is counted in part, so that it holds nobody up', async () => {
  const { count } = await counterOf('gpt-4o')
  const line = 'All work and no play makes Jack a dull boy.\n'
  const started = performance.now()
  const tokens = count(line.repeat(1_000_000))
  expect(performance.now() - started).toBeLessThan(3_000)
  expect(tokens / 1_000_000 / (count(line.repeat(1_000)) / 1_000)).toBeCloseTo(1, 2)
})
