import { runTool, toolsNamed } from '../registry.ts'

const ports = { now: () => new Date(), signal: new AbortController().signal }
const calculator = toolsNamed(['calculate'])

/** What `calculate` answers; a refusal begins with "! ". */
export async function calculated(expression: string): Promise<string> {
  const { output, failed } = await runTool(calculator, { name: 'calculate', input: { expression } }, ports)
  return failed ? `! ${output}` : output
}
