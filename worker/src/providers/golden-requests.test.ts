import { describe, expect, test } from 'vitest'
import { golden } from './testing/golden.ts'
import { goldenRequest, keepsakes } from './testing/golden-conversation.ts'
import { goldenWires, type GoldenWire } from './testing/golden-wires.ts'
import type { Echo } from './wire.ts'

const named = goldenWires.map((one) => [one.name, one] as const)

async function sent({ wire, credentials, model }: GoldenWire, echo: Echo) {
  const request = await wire.request(credentials, goldenRequest(model, echo))
  return {
    method: request.method,
    url: request.url,
    redirect: request.redirect,
    headers: Object.fromEntries(request.headers),
    body: (await request.json()) as Record<string, unknown>,
  }
}

describe('one conversation with a system prompt, images, two tools at once, their results and thinking', () => {
  test.for(named)('as %s is sent it', async ([name, one]) => {
    const now = await sent(one, { wire: one.wire.name, model: one.model, items: one.echo })
    expect(now).toEqual(golden(name, now))
    for (const item of one.echo) expectSentBack(JSON.stringify(now.body), item)
  })

  test.for(named)('whose earlier answer another wrote loses nothing as %s is sent it', async ([, one]) => {
    const nobody = { wire: one.wire.name, model: one.model, items: [] }
    const others: Echo[] = [
      { wire: 'demo', model: one.model, items: [{ type: 'foreign', data: 'bm90IHlvdXJz' }] },
      { wire: one.wire.name, model: 'another', items: [{ type: 'foreign', data: 'bm90IHlvdXJz' }] },
    ]
    const { body } = await sent(one, nobody)
    for (const other of others) expect((await sent(one, other)).body).toEqual(body)
    const written = JSON.stringify(body)
    for (const words of keepsakes) expect(written).toContain(words)
    expect(written).not.toContain('bm90IHlvdXJz')
  })
})

/** A mark says where something stood: it is never sent. */
function expectSentBack(body: string, item: unknown): void {
  const written = JSON.stringify(item)
  if (written.includes('edgewise.')) expect(body).not.toContain('edgewise.')
  else expect(body).toContain(written.slice(1, -1))
}
