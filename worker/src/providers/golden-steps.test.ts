import { describe, expect, test } from 'vitest'
import type { Json } from './json.ts'
import { golden } from './testing/golden.ts'
import { stepsInOrder, stepsRequest, type EchoOf } from './testing/golden-steps.ts'
import { goldenWires, type GoldenWire } from './testing/golden-wires.ts'
import { piecesOfBody, type BodyPiece } from './testing/pieces-of-body.ts'

const named = goldenWires.map((one) => [one.name, one] as const)

async function sent({ wire, credentials, model }: GoldenWire, echoOf: EchoOf): Promise<Json> {
  const request = await wire.request(credentials, stepsRequest(model, echoOf))
  return (await request.json()) as Json
}

function writtenBy({ wire, model, stepEcho }: GoldenWire): EchoOf {
  return (step) => ({ wire: wire.name, model, items: stepEcho?.(step) ?? [] })
}

function inOrder(pieces: BodyPiece[]): string[] {
  return pieces.map(({ kind, words }) => `${kind} ${words.replace(/^Error: /, '')}`)
}

/** Each call has its result, in the next message or messages, before anybody says anything. */
function expectPairs(pieces: BodyPiece[]): void {
  const open: string[] = []
  for (const { kind, id } of pieces) {
    if (kind === 'call') open.push(id)
    else if (kind === 'result') expect(id).toBe(open.shift())
    else expect(open).toEqual([])
  }
  expect(open).toEqual([])
  const ids = pieces.filter(({ kind }) => kind === 'call').map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
}

/** A step's calls stand in one message, and so do its results where they are a person's: first, in one message. */
function expectGroups(name: string, pieces: BodyPiece[]): void {
  const isMerging = ['anthropic', 'bedrock', 'gemini'].includes(name)
  for (const [at, one] of pieces.entries()) {
    const before = pieces[at - 1]
    if (one.kind === 'call' && before?.kind === 'call' && name !== 'responses') expect(one.message).toBe(before.message)
    if (one.kind !== 'result' || !isMerging) continue
    if (before?.kind === 'result') expect(one.message).toBe(before.message)
    else expect(one.message).toBe(before!.message + 1)
  }
}

describe('turns of one to five steps, and one that waits for its third', () => {
  test.for(named)('as %s is sent them', async ([name, one]) => {
    const body = await sent(one, writtenBy(one))
    expect(body).toEqual(golden(`steps/${name}`, body))
    const pieces = piecesOfBody(one.wire.name, body)
    expect(inOrder(pieces)).toEqual(stepsInOrder())
    expectPairs(pieces)
    expectGroups(one.wire.name, pieces)
  })

  test.for(named)('which %s wrote, as every other is sent them: in order, and without its echo', async ([, author]) => {
    for (const other of goldenWires.filter((one) => one !== author)) {
      const bare = await sent(other, () => ({ wire: other.wire.name, model: other.model, items: [] }))
      const body = await sent(other, writtenBy(author))
      const isSame = other.wire.name === author.wire.name && other.model === author.model
      if (!isSame) expect(body).toEqual(bare)
      const pieces = piecesOfBody(other.wire.name, body)
      expect(inOrder(pieces)).toEqual(stepsInOrder())
      expectPairs(pieces)
    }
  })

  test.for(named)('which %s and another wrote in turns: each gets its own echo', async ([, one]) => {
    for (const other of goldenWires.filter(({ wire }) => wire.name !== one.wire.name)) {
      const isMine = ({ name }: { name: string }) => Number(name[0]) % 2 === 0
      const body = await sent(one, (step) => writtenBy(isMine(step) ? one : other)(step))
      const alone = await sent(one, (step) =>
        isMine(step) ? writtenBy(one)(step) : { wire: one.wire.name, model: one.model, items: [] },
      )
      expect(body).toEqual(alone)
    }
  })
})
