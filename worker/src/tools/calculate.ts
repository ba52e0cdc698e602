import { z } from 'zod'
import { evaluate } from './arithmetic/evaluate.ts'
import { written } from './arithmetic/written.ts'
import type { Tool } from './tool.ts'

const input = z.strictObject({
  expression: z.string().describe('Such as "(12.5 + 3) * 8 / 3", "2^64 - 1" or "round(19.99 * 1.19, 2)".'),
})

/** Exact arithmetic in decimals of up to 1,000 digits; what has no end or is longer is rounded, and says so. */
export const calculate: Tool<z.infer<typeof input>> = {
  name: 'calculate',
  description:
    'Works out an arithmetic expression exactly, in decimals. Numbers: 1234.5, 6.02e23; no thousands separators, no units. ' +
    'Operators: + - * / ^ (whole exponents), brackets; % after a number is per cent (80 * 15%), between two numbers the ' +
    'remainder (17 % 5). Functions: abs, ceil, floor, max, min, mod(a, b), round(a, places), sqrt; pi. ' +
    'Exact up to 1,000 digits. What has no end or is longer is rounded on the way (at most 30 significant digits are shown, ' +
    'all of them right) and says so. At most 10,000 characters; numbers from 10^-10000 to 10^10000.',
  input,
  run: ({ expression }) => written(evaluate(expression)),
}
