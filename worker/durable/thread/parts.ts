import type { Env } from '../../src/env.ts'
import { logged } from '../shared/errors.ts'
import { Summaries } from './beside/summaries.ts'
import { makeTitle } from './beside/titles.ts'
import { Commands } from './commands.ts'
import { RoomCore } from './desk/core.ts'
import { ListNews } from './ledger/list-news.ts'
import { OutboxSender } from './ledger/outbox.ts'
import { AccessCache } from './prompt/access.ts'
import { Turns } from './turn/queue.ts'

/** What a room is made of, each part knowing those above it. */
export interface RoomParts {
  core: RoomCore
  access: AccessCache
  news: ListNews
  outbox: OutboxSender
  summaries: Summaries
  turns: Turns
  commands: Commands
}

export function makeParts(ctx: DurableObjectState, env: Env): RoomParts {
  const core = new RoomCore(ctx, env)
  const access = new AccessCache(core)
  const news = new ListNews(core)
  const outbox = new OutboxSender(core, news)
  core.onUnsent = () => outbox.schedule()
  const summaries = new Summaries(core, () => outbox.schedule())
  const turns = new Turns(core, access, {
    settleBooks: () => outbox.send(),
    ended: (turn, outcome, model) => {
      summaries.turnEnded(turn.by.id)
      outbox.schedule()
      if (outcome !== 'complete' || !model?.make_titles || core.row.thread.title_source !== 'provisional') return
      const titled = makeTitle(core, turn, model).catch(logged)
      ctx.waitUntil(titled.finally(() => outbox.schedule()))
    },
  })
  return { core, access, news, outbox, summaries, turns, commands: new Commands(core, turns) }
}
