import { expect, test } from 'vitest'
import { runLedger } from './run.ts'

// 1,000 of them: npm run test:ledger
test('64 turns over all formats: the ledger is the bill (T8, T9)', { timeout: 180_000 }, async () => {
  const result = await runLedger({ turns: 64, crashEvery: 32, seed: 7 })
  expect(result).toMatchObject({ differences: [], tokens_difference: 0, dollars_difference: '0.000000000' })
  expect(result.turns_in_steps).toBeGreaterThan(4)
  expect(result.calls_stopped).toBeGreaterThan(8)
  expect(result.calls_refused).toBeGreaterThan(2)
})
