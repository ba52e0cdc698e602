import type { Model, ProviderId } from '#protocol/rest/providers.ts'
import { dollarsOf, priceAt, type ListPrice } from './price-sum.ts'
import type { Billed } from '../wire.ts'
import { listedModel, listedProvider } from './price-names.ts'

/** What a model costs at a moment. */
export interface PricedModel {
  /** Tokens; null: the list doesn't say. */
  context_window: number | null
  max_output: number | null
  /** Dollars a million tokens, below the start of any tier. */
  price: NonNullable<Model['price']>
  /** Which list named the price. */
  version: string
  /** Dollars with 9 places, exact, rounded half up once. Input includes cache, output includes reasoning. */
  cost(usage: Billed): string
}

export interface PriceList {
  version: string
  /**
   * The price of a model, or null when nobody here knows it. `base_url` says whose prices hold where the provider is
   * `custom`, and for a key that leads to another provider. `at`: some providers charge less at night, or from a day on.
   */
  of(provider: ProviderId, model: string, base_url: string, at?: Date): PricedModel | null
}

type ListPrices = Partial<Record<string, ListPrice>>

/** The package of prices has no other way to say which data it carries; a test holds this against package.json. */
export const PRICES_VERSION = 'genai-prices@0.1.8'
const FREE_VERSION = 'free'

const nothing = { context_window: null, max_output: null }
const free: PricedModel = {
  ...nothing,
  price: { input: 0, cached_read: 0, cache_write: 0, output: 0 },
  version: FREE_VERSION,
  cost: () => '0.000000000',
}

/**
 * The price list (github.com/pydantic/genai-prices: its bundled data, which nothing here ever updates over the network).
 * Loaded at the first question: 90 kB gzipped that no start-up should wait for.
 */
export async function priceList(): Promise<PriceList> {
  return (loaded ??= await load())
}

/** The value, not its promise: one that another request made may never tell this one. */
let loaded: PriceList | undefined

async function load(): Promise<PriceList> {
  const { calcPrice, findProvider } = await import('@pydantic/genai-prices')
  const find = (listed: string, name: string, timestamp: Date) => {
    const found = calcPrice({}, name, { providerId: listed, timestamp })
    return found && priced(listed, found.model, found.model_price as ListPrices)
  }
  const of: PriceList['of'] = (provider, model, base_url, at = new Date()) => {
    const listed = listedProvider(provider, base_url, (providerApiUrl) => findProvider({ providerApiUrl })?.id)
    if (listed === 'free') return free
    if (listed === null) return null
    if (listed === 'openrouter' && model.endsWith(':free')) return free
    return listedModel(listed, model, (name) => find(listed, name, at))
  }
  return { version: PRICES_VERSION, of }
}

function priced(listed: string, model: { context_window?: number }, prices: ListPrices): PricedModel | null {
  const context_window = model.context_window ?? null
  // An entry without prices: Google gives its open models away; elsewhere it means a subscription, or that nobody knows.
  if (Object.keys(prices).length === 0) return listed === 'google' ? { ...free, context_window } : null
  if (prices.input_mtok === undefined) return null
  const version = PRICES_VERSION
  return {
    context_window,
    max_output: null,
    price: shownPrice(prices),
    version,
    cost: (usage) => costOf(prices, usage),
  }
}

/** What a price of the provider's own list costs; its version says that no price list of ours did. */
export function pricedByProvider(price: NonNullable<Model['price']>): PricedModel | null {
  if (price.input === null || price.output === null) return null
  const prices: ListPrices = {
    input_mtok: price.input,
    output_mtok: price.output,
    cache_read_mtok: price.cached_read ?? undefined,
    cache_write_mtok: price.cache_write ?? undefined,
  }
  return { ...nothing, price, version: 'provider', cost: (usage) => costOf(prices, usage) }
}

function shownPrice(prices: ListPrices): PricedModel['price'] {
  const base = (price: ListPrice | undefined) => (typeof price === 'object' ? price.base : (price ?? null))
  return {
    input: base(prices.input_mtok),
    cached_read: base(prices.cache_read_mtok),
    cache_write: base(prices.cache_write_mtok),
    output: base(prices.output_mtok),
  }
}

/** What has no price of its own costs what the whole it is part of costs: cached tokens as input, reasoning as output. */
function costOf(prices: ListPrices, usage: Billed): string {
  const at = (name: string, instead = 0) => {
    const price = prices[name]
    return price === undefined ? instead : priceAt(price, usage.input_tokens)
  }
  const { cached_read_tokens, cache_write_tokens, cache_write_1h_tokens = 0, reasoning_tokens } = usage
  const input = at('input_mtok')
  const write = at('cache_write_mtok', input)
  const output = at('output_mtok')
  return dollarsOf([
    [Math.max(0, usage.input_tokens - cached_read_tokens - cache_write_tokens), input],
    [cached_read_tokens, at('cache_read_mtok', input)],
    [cache_write_tokens - cache_write_1h_tokens, write],
    [cache_write_1h_tokens, at('cache_write_1h_mtok', write)],
    [Math.max(0, usage.output_tokens - reasoning_tokens), output],
    [reasoning_tokens, at('output_reasoning_mtok', output)],
    // dollars for a thousand calls are a thousand times as many for a million
    [1, at('requests_kcount') * 1000],
  ])
}
