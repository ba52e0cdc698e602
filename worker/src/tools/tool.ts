import type { z } from 'zod'
import type { ToolName } from '#protocol/tool-names.ts'

/** What a tool may reach. */
export interface ToolPorts {
  now(): Date
  /** Aborted when the turn is stopped. */
  signal: AbortSignal
}

/** Something that a model may call. */
export interface Tool<Input = unknown> {
  name: ToolName
  /** What the model reads of it: what it gets, units and limits. */
  description: string
  input: z.ZodType<Input>
  /** The output as the model reads it. Throws a `ToolError` when the model could do better with other input. */
  run(input: Input, ports: ToolPorts): string | Promise<string>
}
