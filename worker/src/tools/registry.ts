import { z } from 'zod'
import { TOOL_NAMES, type ToolName } from '#protocol/tool-names.ts'
import { described, log } from '../lib/log.ts'
import type { ToolDefinition } from '../providers/wire.ts'
import { calculate } from './calculate.ts'
import { currentTime } from './current-time.ts'
import { ToolError } from './tool-error.ts'
import type { Tool, ToolPorts } from './tool.ts'

const registry: Record<ToolName, Tool> = { current_time: currentTime, calculate }
export const toolNames: readonly ToolName[] = TOOL_NAMES

/** What a call gives: `output` is what the model reads, also when it `failed`. */
export interface ToolResult {
  output: string
  failed: boolean
}

/** The tools of these names, each once, in the registry's order. A name that is no tool, or none any more, is left out. */
export function toolsNamed(names: readonly string[]): Tool[] {
  return toolNames.filter((name) => names.includes(name)).map((name) => registry[name])
}

/** A tool as a provider is told of it. */
export function definitionOf({ name, description, input }: Tool): ToolDefinition {
  const { $schema: _draft, ...parameters } = z.toJSONSchema(input, { io: 'input' })
  return { name, description, parameters }
}

/** Runs a model's call of one of the tools it was offered. Never throws: the model reads what went wrong and goes on. */
export async function runTool(
  tools: Tool[],
  call: { name: string; input: unknown },
  ports: ToolPorts,
): Promise<ToolResult> {
  const tool = tools.find(({ name }) => name === call.name)
  if (!tool) return failed(notOffered(call.name, tools))
  const args = given(call.input)
  const input = tool.input.safeParse(args)
  if (!input.success) return failed(wrongInput(call.name, args, input.error))
  try {
    return { output: await tool.run(input.data, ports), failed: false }
  } catch (error) {
    return failed(wordsOf(error, tool, ports))
  }
}

/** No arguments are none of them, and a null is one that was left out: so some models write what they don't give. */
function given(input: unknown): unknown {
  if (input === undefined || input === null || (typeof input === 'string' && input.trim() === '')) return {}
  if (typeof input !== 'object' || Array.isArray(input)) return input
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null))
}

function notOffered(name: string, tools: Tool[]): string {
  const known = tools.map((tool) => tool.name).join(', ')
  return `There is no tool "${name.slice(0, 100)}" here. ${known ? `There are: ${known}.` : 'None was offered: answer without tools.'}`
}

function wrongInput(name: string, args: unknown, error: z.ZodError): string {
  if (typeof args === 'string') return `The arguments of ${name} are not whole JSON. Call it again with a JSON object.`
  const fields = error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
  return `The arguments of ${name} don't fit. ${fields.join('; ')}.`
}

function wordsOf(error: unknown, { name }: Tool, { signal }: ToolPorts): string {
  if (error instanceof ToolError) return error.message
  if (signal.aborted) return `${name} was stopped.`
  log('error', 'tool_broke', { tool: name, error: described(error) })
  return `${name} broke, which is no fault of its arguments. Go on without it.`
}

function failed(output: string): ToolResult {
  return { output, failed: true }
}
