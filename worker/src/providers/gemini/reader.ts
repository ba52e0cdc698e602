import type { ProviderFailure } from '#protocol/error.ts'
import { providerFailure } from '../failure/failure.ts'
import { GeminiCalls } from './calls.ts'
import { geminiStreamFailure } from './failure.ts'
import type { GeminiEcho } from './messages.ts'
import { geminiUsage } from './usage.ts'
import { isObject, list, object, text, type Json, type Sent } from '../json.ts'
import type {
  GeminiAnswer,
  GeminiAnswerPart,
  GeminiCall,
  GeminiCandidate,
  GeminiChunk,
  GeminiFeedback,
  GeminiFinish,
  GeminiUsage,
} from './sdk-types.ts'
import { SseReader } from '../reading/sse-reader.ts'
import type { FinishReason } from '../wire.ts'

/** `finishReason` in our words; what nobody knows is an end like any other. */
const reasons: ReadonlyMap<string, FinishReason> = new Map<GeminiFinish, FinishReason>([
  ['MAX_TOKENS', 'length'],
  ['SAFETY', 'content_filter'],
  ['RECITATION', 'content_filter'],
  ['LANGUAGE', 'content_filter'],
  ['BLOCKLIST', 'content_filter'],
  ['PROHIBITED_CONTENT', 'content_filter'],
  ['SPII', 'content_filter'],
  ['MODEL_ARMOR', 'content_filter'],
  ['IMAGE_SAFETY', 'content_filter'],
  ['IMAGE_PROHIBITED_CONTENT', 'content_filter'],
  ['IMAGE_RECITATION', 'content_filter'],
])

/** By their number: Google's own libraries ask for numbers, and who stands in its place may answer with them. */
const numbered: (GeminiFinish | '')[] = [
  '',
  'STOP',
  'MAX_TOKENS',
  'SAFETY',
  'RECITATION',
  'OTHER',
  'LANGUAGE',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'MALFORMED_FUNCTION_CALL',
]

/** Reads an answer of streamGenerateContent, as events, as one array, or (from generateContent) in one piece. */
export class GeminiReader extends SseReader<GeminiChunk> {
  #calls = new GeminiCalls()
  #finish = ''
  /** UTF-16 units of text so far: where a signature belongs. */
  #length = 0

  protected override failureOf(said: Json): ProviderFailure {
    return geminiStreamFailure(said)
  }

  protected takeEvent(chunk: Sent<GeminiChunk>): void {
    if (chunk.error) return this.fail(geminiStreamFailure(chunk))
    if (isObject<GeminiUsage>(chunk.usageMetadata)) this.#takeUsage(chunk.usageMetadata)
    for (const candidate of list(chunk.candidates)) this.#takeCandidate(object<GeminiCandidate>(candidate))
    this.#takeFeedback(object<GeminiFeedback>(chunk.promptFeedback))
    this.held = this.#calls.size
  }

  /** STOP may come with every chunk, and text or an error after it: the end is where the body ends. */
  protected takeEnd(): void {
    if (!this.#finish) return this.fail(providerFailure('provider_stream_broken', 200))
    for (const call of this.#calls.events()) {
      if (call.signature) this.#tellSigned({ type: 'edgewise.signed_call', id: call.id, signature: call.signature })
      this.tell(call)
    }
    const reason = reasons.get(this.#finish) ?? 'stop'
    this.finish(reason === 'stop' && this.#calls.count > 0 ? 'tool_calls' : reason, this.#finish)
  }

  #takeUsage(raw: Sent<GeminiUsage>): void {
    const usage = geminiUsage(raw)
    if (usage) this.tellUsage(usage)
  }

  #takeCandidate(candidate: Sent<GeminiCandidate>): void {
    if (candidate.index) return
    for (const part of list(object<GeminiAnswer>(candidate.content).parts))
      this.#takePart(object<GeminiAnswerPart>(part))
    const said = finishOf(candidate.finishReason)
    if (said && said !== 'FINISH_REASON_UNSPECIFIED') this.#finish = said
  }

  #takePart(part: Sent<GeminiAnswerPart>): void {
    const signature = text(part.thoughtSignature)
    if (isObject<GeminiCall>(part.functionCall)) return this.#takeCall(part.functionCall, signature)
    const words = text(part.text)
    this.add(part.thought === true ? 'reasoning' : 'text', words)
    const length = part.thought === true ? 0 : words.length
    if (signature)
      this.#tellSigned({ type: 'edgewise.signed_text', at: this.#length, length, calls: this.#calls.count, signature })
    this.#length += length
  }

  #takeCall(call: Sent<GeminiCall>, signature: string): void {
    this.#calls.add(call, signature, this.chars)
    this.calling(text(call.name) + JSON.stringify(call.args ?? call.partialArgs ?? {}))
  }

  #tellSigned(item: GeminiEcho): void {
    this.tell({ type: 'echo', item })
  }

  /** A prompt that was blocked has no answer at all; one that is found bad while the answer is told cuts it. */
  #takeFeedback(feedback: Sent<GeminiFeedback>): void {
    const blocked = text(feedback.blockReason)
    if (!blocked || blocked === 'BLOCK_REASON_UNSPECIFIED') return
    if (this.#length > 0) return this.finish('content_filter', blocked)
    const words = [blocked, text(feedback.blockReasonMessage)].filter(Boolean).join(': ')
    this.fail(providerFailure('provider_refused', 200, words))
  }
}

function finishOf(said: unknown): string {
  return typeof said === 'number' ? (numbered[said] ?? String(said)) : text(said)
}
