/** Tokens of one answer as this provider counts them. Input includes cache, output includes reasoning. */
export interface Billed {
  input: number
  cached: number
  written: number
  output: number
  reasoning: number
}

/** Hundred-millionths of a dollar… for a million tokens: whole numbers, so that the bill is exact by itself. */
interface Price {
  input: number
  cached?: number
  written?: number
  output: number
}

const cents = (dollars: number) => Math.round(dollars * 10_000)
const price = (input: number, output: number, cached?: number, written?: number): Price => ({
  input: cents(input),
  output: cents(output),
  cached: cached === undefined ? undefined : cents(cached),
  written: written === undefined ? undefined : cents(written),
})

/** What the providers' pages said in autumn 2026; written down here once more, so that our own list is checked by another. */
const prices: Record<string, Price | null> = {
  'gpt-4o': price(2.5, 10, 1.25),
  'gpt-4o-mini': price(0.15, 0.6, 0.075),
  'gpt-4.1': price(2, 8, 0.5),
  'gpt-4.1-mini': price(0.4, 1.6, 0.1),
  'claude-opus-4-1': price(15, 75, 1.5, 18.75),
  'claude-haiku-4-5': price(1, 5, 0.1, 1.25),
  'gemini-2.5-flash': price(0.3, 2.5, 0.03),
  'gemini-2.5-flash-lite': price(0.1, 0.4, 0.01),
  'us.anthropic.claude-sonnet-4-20250514-v1:0': price(3, 15, 0.3, 3.75),
  'amazon.nova-lite-v1:0': price(0.06, 0.24, 0.015),
  'anthropic/claude-opus-4.1': price(15, 75, 1.5, 18.75),
  'openai/gpt-4o-mini': price(0.15, 0.6, 0.075),
  gemma3: price(0, 0),
  llama3: price(0, 0),
  'house-model': null,
  'house-model-2': null,
}

/** Dollars with 9 places; null for a model whose price nobody publishes. Rounded half up. */
export function dollarsOf(model: string, billed: Billed): string | null {
  const listed = prices[model]
  if (listed === undefined) throw new Error(`no price was written down for ${model}`)
  if (listed === null) return null
  const plain = billed.input - billed.cached - billed.written
  const sum =
    BigInt(plain) * BigInt(listed.input) +
    BigInt(billed.cached) * BigInt(listed.cached ?? listed.input) +
    BigInt(billed.written) * BigInt(listed.written ?? listed.input) +
    BigInt(billed.output) * BigInt(listed.output)
  // a price is 10,000ths of a dollar a million tokens: 10^10 of these are a dollar, 10 of them a billionth
  return asDollars((sum + 5n) / 10n)
}

export function asDollars(nano: bigint): string {
  const digits = String(nano).padStart(10, '0')
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`
}

export function asNano(dollars: string): bigint {
  return BigInt(dollars.replace('.', ''))
}

/** One call as the provider's books have it. */
export interface BillRow {
  script: string
  model: string
  /** `stopped`: whoever asked hung up before the usage was told. */
  state: 'refused' | 'complete' | 'stopped'
  billed: Billed
  dollars: string | null
}
