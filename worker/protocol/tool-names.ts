/** The room's own tools: what a thread may use without files or a machine. */
export const TOOL_NAMES = ['current_time', 'calculate'] as const
export type ToolName = (typeof TOOL_NAMES)[number]

/** What a person reads for a tool's name. */
export const TOOL_LABELS: Record<ToolName, string> = {
  current_time: 'Current time',
  calculate: 'Calculator',
}
