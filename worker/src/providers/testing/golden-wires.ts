import { anthropic } from '../anthropic/anthropic.ts'
import { bedrock } from '../bedrock/bedrock.ts'
import { chatCompletions } from '../chat-completions/chat-completions.ts'
import { openAiDialect, openRouterDialect } from '../chat-completions/dialects.ts'
import { callMark, textMark } from '../asking/echo-order.ts'
import { demoWire } from '../demo/wire.ts'
import { gemini } from '../gemini/gemini.ts'
import type { GeminiEcho } from '../gemini/messages.ts'
import { ollama } from '../ollama/ollama.ts'
import { responses } from '../responses/responses.ts'
import type { Credentials, WireFormat } from '../wire.ts'
import type { GoldenStep } from './golden-steps.ts'

export interface GoldenWire {
  /** The name of its file. */
  name: string
  wire: WireFormat
  credentials: Credentials
  model: string
  /** What this provider's own earlier answer wants back. */
  echo: unknown[]
  /** The same of one step of an answer; absent where it wants nothing back. */
  stepEcho?(step: GoldenStep): unknown[]
}

const secretOf = (step: GoldenStep, kind: string) => btoa(`${kind} of ${step.name}`)
const marksOf = ({ text, calls }: GoldenStep) => [
  ...(text ? [textMark(text.length)] : []),
  ...calls.map(({ id }) => callMark(id)),
]
const thoughtOf = (step: GoldenStep) => ({
  type: 'thinking',
  thinking: step.thought,
  signature: secretOf(step, 'signature'),
})
const reasoningOf = (step: GoldenStep) => ({
  reasoningContent: { reasoningText: { text: step.thought, signature: secretOf(step, 'signature') } },
})
/** The first call of a step is signed; a step without calls signs its text. */
const signedBy = (step: GoldenStep): GeminiEcho[] => {
  const signature = secretOf(step, 'signature')
  const [call] = step.calls
  if (call) return [{ type: 'edgewise.signed_call', id: call.id, signature }]
  return [{ type: 'edgewise.signed_text', at: 0, length: step.text.length, calls: 0, signature }]
}

const at = (base_url: string): Credentials => ({ api_key: 'the-key', base_url, region: null })
const marks = [textMark('I will look at both.'.length), callMark('call_1'), callMark('call_2')]
const thinking = { type: 'thinking', thinking: 'The person wants weather and radar.', signature: 'c2lnbmF0dXJl' }
const redacted = { type: 'redacted_thinking', data: 'ZW5jcnlwdGVk' }

const aws = (more: Partial<Credentials> = {}): Credentials => ({
  api_key: 'AKIDEXAMPLE:secret+of/aws:session',
  base_url: 'https://bedrock-runtime.REGION.amazonaws.com',
  region: 'eu-central-1',
  ...more,
})
const signedReasoning = {
  reasoningContent: { reasoningText: { text: 'The person wants weather and radar.', signature: 'c2lnbmF0dXJl' } },
}
const signedParts: GeminiEcho[] = [
  { type: 'edgewise.signed_text', at: 0, length: 20, calls: 0, signature: 'c2lnbmVkIHRleHQ=' },
  { type: 'edgewise.signed_call', id: 'call_1', signature: 'c2lnbmVk' },
]
/** What a signature is dated with. */
const clock = () => new Date('2026-11-21T12:00:00Z')

/** Every provider that is sent the golden conversation. A new format is a line here and a run with GOLDEN=write. */
export const goldenWires: GoldenWire[] = [
  {
    name: 'openai-responses',
    wire: responses(),
    credentials: at('https://api.openai.com/v1'),
    model: 'gpt-5.2',
    echo: [
      {
        type: 'reasoning',
        id: 'rs_1',
        summary: [{ type: 'summary_text', text: 'Weather and radar.' }],
        encrypted_content: 'ZW5jcnlwdGVk',
      },
      ...marks,
    ],
    stepEcho: (step) => [
      {
        type: 'reasoning',
        id: `rs_${step.name}`,
        summary: [{ type: 'summary_text', text: step.thought }],
        encrypted_content: secretOf(step, 'reasoning'),
      },
      ...marksOf(step),
    ],
  },
  {
    name: 'openai-chat-plain',
    wire: chatCompletions(openAiDialect),
    credentials: at('https://api.openai.com/v1'),
    model: 'gpt-4o',
    echo: [],
  },
  {
    name: 'openai-chat-reasoning',
    wire: chatCompletions(openAiDialect),
    credentials: at('https://api.openai.com/v1'),
    model: 'gpt-5.2',
    echo: [],
  },
  {
    name: 'openrouter-claude',
    wire: chatCompletions(openRouterDialect),
    credentials: at('https://openrouter.ai/api/v1'),
    model: 'anthropic/claude-sonnet-4.5',
    echo: [
      {
        type: 'reasoning.text',
        text: 'The person wants weather and radar.',
        signature: 'c2lnbmF0dXJl',
        format: 'anthropic-claude-v1',
        index: 0,
      },
    ],
    stepEcho: (step) => [
      { type: 'reasoning.text', text: step.thought, signature: secretOf(step, 'signature'), index: 0 },
    ],
  },
  {
    name: 'custom-llama',
    wire: chatCompletions(),
    credentials: at('http://127.0.0.1:8080/v1'),
    model: 'qwen3',
    echo: [{ reasoning_content: 'The person wants weather and radar.' }],
    stepEcho: (step) => (step.calls.length ? [{ reasoning_content: step.thought }] : []),
  },
  {
    name: 'mistral',
    wire: chatCompletions(),
    credentials: at('https://api.mistral.ai/v1'),
    model: 'mistral-small-latest',
    echo: [],
  },
  {
    name: 'anthropic-budget',
    wire: anthropic(),
    credentials: at('https://api.anthropic.com'),
    model: 'claude-sonnet-4-5-20250929',
    echo: [thinking, redacted, ...marks],
    stepEcho: (step) => [thoughtOf(step), ...marksOf(step)],
  },
  {
    name: 'anthropic-adaptive',
    wire: anthropic(),
    credentials: at('https://api.anthropic.com'),
    model: 'claude-opus-4-7',
    echo: [thinking, ...marks],
    // it thinks again between a step's words and its calls
    stepEcho: (step) => {
      const [first, ...rest] = [thoughtOf(step), ...marksOf(step)]
      return [first, ...rest.slice(0, 1), ...(step.calls.length > 1 ? [first] : []), ...rest.slice(1)]
    },
  },
  ...['gemini-2.5-flash', 'gemini-3-pro-preview'].map((model) => ({
    name: model,
    wire: gemini,
    credentials: at('https://generativelanguage.googleapis.com/v1beta'),
    model,
    echo: signedParts,
    stepEcho: signedBy,
  })),
  {
    name: 'bedrock-claude-budget',
    wire: bedrock(clock),
    credentials: aws(),
    model: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
    echo: [signedReasoning, ...marks],
    stepEcho: (step) => [reasoningOf(step), ...marksOf(step)],
  },
  {
    name: 'bedrock-claude-adaptive',
    wire: bedrock(clock),
    credentials: aws({ api_key: 'the-key' }),
    model: 'global.anthropic.claude-opus-4-7',
    echo: [signedReasoning, ...marks],
    stepEcho: (step) => [reasoningOf(step), ...marksOf(step)],
  },
  {
    name: 'bedrock-nova',
    wire: bedrock(clock),
    credentials: aws({ base_url: 'http://127.0.0.1:4010', region: null }),
    model: 'us.amazon.nova-2-lite-v1:0',
    echo: [],
  },
  {
    name: 'bedrock-llama',
    wire: bedrock(clock),
    credentials: aws({ api_key: 'AKIDEXAMPLE:secret' }),
    model: 'meta.llama4-maverick-17b-instruct-v1:0',
    echo: [],
  },
  { name: 'demo', wire: demoWire, credentials: at(''), model: 'demo', echo: [] },
  { name: 'ollama', wire: ollama, credentials: at('http://localhost:11434'), model: 'qwen3:4b', echo: [] },
  { name: 'ollama-gpt-oss', wire: ollama, credentials: at('https://ollama.com'), model: 'gpt-oss:120b', echo: [] },
]
