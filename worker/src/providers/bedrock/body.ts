import { markBedrockCache } from './cache.ts'
import { bedrockFamily, goesOn } from './family.ts'
import { bedrockMessages } from './messages.ts'
import { bedrockThinking } from './thinking.ts'
import { claudeLimits, claudeStops, takesSampling, takesSchemas } from '../claude/claude.ts'
import { choiceInWords, takenChoice } from '../claude/forced-tools.ts'
import { strictSchema } from '../claude/strict-schema.ts'
import { jsonRule } from '../asking/json-rule.ts'
import type { BedrockBody, BedrockToolChoice, BedrockToolSpec } from './sdk-types.ts'
import type { Json } from '../json.ts'
import { apart, toolsOf } from '../asking/prompt.ts'
import type { ModelRequest, ToolChoice, ToolDefinition } from '../wire.ts'

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html */
export function bedrockBody(request: ModelRequest): BedrockBody {
  const { system, rest } = apart(request.messages)
  const prompts = [system, jsonOnly(request), choiceInWords(request), noCalls(request)]
    .filter(Boolean)
    .map((text) => ({ text }))
  const thinking = bedrockThinking(request)
  return markBedrockCache(request.model, {
    messages: bedrockMessages(rest, request.model, goesOn(request.model) && thinking === null),
    system: prompts.length ? prompts : undefined,
    ...tools(request),
    inferenceConfig: inference(request, thinking !== null),
    additionalModelRequestFields: thinking ?? undefined,
    ...schema(request),
  })
}

/** Converse has no word for "none": where calls stand in the conversation the tools must be named all the same. */
function tools(request: ModelRequest): Pick<BedrockBody, 'toolConfig'> {
  const called = request.messages.some((message) => message.role === 'assistant' && message.tool_calls?.length)
  if (request.tool_choice === 'none' && !called) return {}
  const offered = toolsOf(request)
  if (!offered.length) return {}
  const toolChoice = request.tools?.length ? choiceOf(takenChoice(request)) : undefined
  const tools = offered.map((tool) => ({ toolSpec: toolSpec(tool, request.model) }))
  return { toolConfig: { tools, toolChoice } }
}

/** What can't be said by `toolChoice` is said in words: a model that sees tools calls them. */
function noCalls(request: ModelRequest): string {
  return request.tool_choice === 'none' && tools(request).toolConfig ? 'Answer now, without calling a tool.' : ''
}

/** A description may not be empty. */
function toolSpec({ name, description, parameters, strict }: ToolDefinition, model: string): BedrockToolSpec {
  const family = bedrockFamily(model)
  const held = Boolean(strict) && family === 'claude' && takesSchemas(model)
  const schema = family === 'nova' || family === 'nova2' ? novaSchema(parameters) : parameters
  return {
    name,
    description: description || undefined,
    inputSchema: { json: held ? strictSchema(parameters) : schema },
    strict: held || undefined,
  }
}

/** A Nova overlooks tools whose schema says more of itself. https://docs.aws.amazon.com/nova/latest/userguide/prompting-tool-troubleshooting.html */
function novaSchema({ properties, required, $defs, definitions }: Json): Json {
  return {
    type: 'object',
    properties: properties ?? {},
    ...(required !== undefined && { required }),
    ...($defs !== undefined && { $defs }),
    ...(definitions !== undefined && { definitions }),
  }
}

function choiceOf(choice: ToolChoice | undefined): BedrockToolChoice | undefined {
  if (typeof choice === 'object') return { tool: { name: choice.name } }
  return choice === 'required' ? { any: {} } : undefined
}

/** Temperature ends at 1 here. Claude and Nova take none beside thinking, newest Claudes never, and no Claude both. */
function inference(request: ModelRequest, thinks: boolean): BedrockBody['inferenceConfig'] {
  const { model, options } = request
  const { temperature, top_p, max_tokens } = options
  const family = bedrockFamily(model)
  const claude = family === 'claude'
  const sampled = !(claude && !takesSampling(model)) && !(thinks && (claude || family === 'nova2'))
  const both = !claude || temperature === undefined
  const stop = claude ? claudeStops(options.stop) : options.stop
  const most = claude ? claudeLimits(request, thinks).max_tokens : max_tokens
  return {
    maxTokens: max_tokens === undefined ? undefined : most,
    temperature: temperature === undefined || !sampled ? undefined : Math.min(1, temperature),
    topP: sampled && both ? top_p : undefined,
    stopSequences: stop?.length ? stop : undefined,
  }
}

/** Few of Bedrock's models can be held to a schema, and they refuse those that leave anything open. */
function sendsSchema({ model, response_format }: ModelRequest): boolean {
  const asked = response_format?.type === 'json_schema' && response_format.strict === true
  return asked && bedrockFamily(model) === 'claude' && takesSchemas(model)
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html */
function schema(request: ModelRequest): Pick<BedrockBody, 'outputConfig'> {
  const asked = request.response_format
  if (asked?.type !== 'json_schema' || !sendsSchema(request)) return {}
  const jsonSchema = { name: asked.name, schema: JSON.stringify(strictSchema(asked.schema)) }
  return { outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema } } } }
}

/** All the others are told in words. */
function jsonOnly(request: ModelRequest): string {
  const asked = request.response_format
  if (!asked || sendsSchema(request)) return ''
  return jsonRule(asked)
}
