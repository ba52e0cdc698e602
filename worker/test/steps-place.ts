import { inject } from 'vitest'
import { stepsKeys, type StepsKey } from '../../e2e/provider/steps/steps-keys.ts'
import type { Message } from '#protocol/message.ts'
import { unwrap } from '../src/lib/error.ts'
import { toolNames } from '../src/tools/registry.ts'
import { addKeyOf, Browser, makePlace, makeThread, type Place, type Stub } from './room.ts'

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

/** A script whose requests are nobody else's: test files share one model server. */
export function tagged(script: string): string {
  return `${script}-tag-${crypto.getRandomValues(new Uint32Array(1))[0]}`
}

/** Bodies of the requests for a model, oldest first. */
export async function bodiesFor(model: string): Promise<Record<string, unknown>[]> {
  const response = await fetch(new URL('/__requests', inject('providerUrl')))
  const { requests } = await response.json<{ requests: { model: string; body: Record<string, unknown> }[] }>()
  const bodies = requests.filter((request) => request.model === model).map(({ body }) => body)
  // Ollama is asked for what a model can do too
  return bodies.filter(({ messages, input, contents }) => messages ?? input ?? contents)
}

const asPage = { limit: 50, include_deleted: false, tree: false }

/** A thread of a place, with its owner's browser, in which turns of several steps are asked for. */
export class StepsThread {
  readonly id: string
  readonly room: () => Stub
  readonly browser: Browser

  private constructor(id: string, room: () => Stub, browser: Browser) {
    this.id = id
    this.room = room
    this.browser = browser
  }

  static async open(place: Place): Promise<StepsThread> {
    const { id, room } = await makeThread(place)
    return new StepsThread(id, room, await new Browser(room, place.owner).open())
  }

  /** Answers the message's id. All tools are offered unless `more` says otherwise. */
  say(model: string, more: Parameters<Browser['say']>[2] = {}): string {
    return this.browser.say('in steps, please', model, { options: { tools: [...toolNames] }, ...more })
  }

  /** Says it, and answers the answer when its turn has ended. */
  async ask(model: string, more: Parameters<Browser['say']>[2] = {}): Promise<Message> {
    const sent = this.say(model, more)
    await this.browser.frame('turn', (turn) => turn.user_message_id === sent && turn.state === 'ended')
    return this.answerTo(sent)
  }

  async messages(): Promise<Message[]> {
    return unwrap(await this.room().messages(asPage)).messages
  }

  async answerTo(messageId: string): Promise<Message> {
    return (await this.messages()).find((one) => one.parent_message_id === messageId)!
  }
}
