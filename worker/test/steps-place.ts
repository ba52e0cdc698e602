import { inject } from 'vitest'
import { stepsKeys, type StepsKey } from '../../e2e/provider/steps/steps-keys.ts'
import { addKeyOf, makePlace, type Place } from './room.ts'

export type Wire = StepsKey['wire']

/** What a message says to be answered by the model server in a format. */
export interface Choice {
  provider: StepsKey['provider']
  key_id: string
}

/** A place whose owner has a key of every format of the model server. */
export async function makeStepsPlace(): Promise<Place & { choices: Record<Wire, Choice> }> {
  const place = await makePlace()
  const keys = stepsKeys(inject('providerUrl')).map(async ({ wire, ...key }): Promise<[Wire, Choice]> => {
    return [wire, { provider: key.provider, key_id: await addKeyOf(place.owner.id, { name: `${wire} key`, ...key }) }]
  })
  return { ...place, choices: Object.fromEntries(await Promise.all(keys)) as Record<Wire, Choice> }
}

/** Each format of the model server. */
export const wires: Wire[] = stepsKeys('http://127.0.0.1:1/v1').map(({ wire }) => wire)

/** Bodies of the requests for a model, oldest first; each test has models of its own. */
export async function bodiesFor(model: string): Promise<Record<string, unknown>[]> {
  const response = await fetch(new URL('/__requests', inject('providerUrl')))
  const { requests } = await response.json<{ requests: { model: string; body: Record<string, unknown> }[] }>()
  const bodies = requests.filter((request) => request.model === model).map(({ body }) => body)
  // Ollama is asked for what a model can do too
  return bodies.filter(({ messages, input, contents }) => messages ?? input ?? contents)
}
