import { expect, test, vi } from 'vitest'
import type { Settings } from '#protocol/rest/users.ts'

const api = vi.hoisted(() => ({ puts: [] as { change: object; answer: (stored: object | Error) => void }[] }))
vi.mock('../api/users.ts', () => ({
  putSettings: (change: object) =>
    new Promise((resolve, reject) => {
      const answer = (stored: object | Error) => (stored instanceof Error ? reject(stored) : resolve(stored))
      api.puts.push({ change, answer })
    }),
}))
vi.mock('../lib/theme.ts', () => ({ applyTheme: () => {} }))
const { changeSettings, settings } = await import('./settings.ts')
const asked = (count: number) => vi.waitFor(() => expect(api.puts).toHaveLength(count))

test('two changes at once both arrive, and the answer to the first takes nothing back of the second', async () => {
  const stored: Settings = { ...settings }
  const first = changeSettings({ theme: 'dark' })
  const second = changeSettings({ enter_sends: false })
  expect(settings).toMatchObject({ theme: 'dark', enter_sends: false })
  await asked(1)
  api.puts[0]!.answer({ ...stored, theme: 'dark' })
  await first
  expect(settings.enter_sends).toBe(false)
  await asked(2)
  expect(api.puts[1]!.change).toEqual({ enter_sends: false })
  api.puts[1]!.answer(new Error('refused'))
  await expect(second).rejects.toThrow('refused')
  expect(settings).toMatchObject({ theme: 'dark', enter_sends: true })
})
