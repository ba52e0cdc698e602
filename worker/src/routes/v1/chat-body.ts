import { z } from 'zod'

/*
 * The body of `POST /v1/chat/completions`, as https://platform.openai.com/docs/api-reference/chat/create has it. What isn't
 * named here is ignored; what is named and wrong is refused by its name. `null` means: left out.
 */

const text = z.object({ type: z.literal('text'), text: z.string() })
const refusal = z.object({ type: z.literal('refusal'), refusal: z.string() })
const imageUrl = z
  .string()
  .refine(
    (url) => /^data:image\/[\w.+-]+;base64,/i.test(url) || /^https?:\/\//i.test(url),
    'must be a data: or http(s) address',
  )
const detail = z.enum(['auto', 'low', 'high'], { error: 'must be auto, low or high' })
const image = z.object({
  type: z.literal('image_url'),
  image_url: z.object({ url: imageUrl, detail: detail.nullish() }),
})

type Kind = z.core.$ZodTypeDiscriminable
/** A text alone is a part too, so that what is wrong is named by its place whichever way it was written. */
const parts = <Kinds extends [Kind, ...Kind[]]>(kinds: Kinds, names: string) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? [{ type: 'text', text: value }] : value),
    z.array(z.discriminatedUnion('type', kinds, { error: `must be ${names}` })).min(1),
  )

const toolCall = z.object({
  id: z.string().min(1),
  type: z.literal('function').optional(),
  function: z.object({ name: z.string().min(1), arguments: z.string() }),
  /** Where Google's own OpenAI-compatible API keeps it. */
  extra_content: z.object({ google: z.object({ thought_signature: z.string().nullish() }).nullish() }).nullish(),
})

const system = z.object({ role: z.enum(['system', 'developer']), content: parts([text], 'text') })
const user = z.object({ role: z.literal('user'), content: parts([text, image], 'text or image_url') })
const assistant = z.object({
  role: z.literal('assistant'),
  content: parts([text, refusal], 'text or refusal').nullish(),
  refusal: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  reasoning_details: z.array(z.unknown()).nullish(),
  tool_calls: z.array(toolCall).nullish(),
  function_call: z.null({ error: 'is not supported: use tool_calls' }).optional(),
})
const tool = z.object({
  role: z.literal('tool'),
  tool_call_id: z.string().min(1),
  content: parts([text, image], 'text or image_url'),
})
const message = z.discriminatedUnion('role', [system, user, assistant, tool], {
  error: 'must be system, developer, user, assistant or tool',
})
export type ChatMessage = z.output<typeof message>
export type ChatPart = z.output<typeof text> | z.output<typeof refusal> | z.output<typeof image>

const toolDefinition = z.object({
  type: z.literal('function', { error: 'must be function' }),
  function: z.object({
    name: z.string().min(1).max(128),
    description: z.string().nullish(),
    parameters: z.record(z.string(), z.unknown()).nullish(),
    strict: z.boolean().nullish(),
  }),
})
const toolChoice = z.union(
  [
    z.enum(['auto', 'none', 'required']),
    z.object({ type: z.literal('function'), function: z.object({ name: z.string().min(1) }) }),
  ],
  { error: 'must be auto, none, required or a function' },
)
const responseFormat = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('text') }),
    z.object({ type: z.literal('json_object') }),
    z.object({
      type: z.literal('json_schema'),
      json_schema: z.object({
        name: z.string().min(1).max(64),
        schema: z.record(z.string(), z.unknown()).optional(),
        strict: z.boolean().nullish(),
      }),
    }),
  ],
  { error: 'must be text, json_object or json_schema' },
)
const stop = z.union([z.string().min(1), z.array(z.string().min(1)).max(4)], {
  error: 'must be a text or up to 4 of them',
})
const refused = (words: string) => z.null({ error: words }).optional()

export const chatBody = z.object({
  model: z.string({ error: 'must be PROVIDER/MODEL or KEY_NAME/MODEL' }).min(1).max(300),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  max_tokens: z.int().positive().nullish(),
  max_completion_tokens: z.int().positive().nullish(),
  stop: stop.nullish(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish(),
  tools: z.array(toolDefinition).nullish(),
  tool_choice: toolChoice.nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  response_format: responseFormat.nullish(),
  n: z.literal(1, { error: 'must be 1: one answer for a call' }).nullish(),
  functions: refused('is not supported: use tools'),
  function_call: refused('is not supported: use tool_choice'),
})
export type ChatBody = z.output<typeof chatBody>
