import type { ProviderFailure } from '#protocol/error.ts'
import { ask } from '../../../src/agent/ask.ts'
import { turnError } from '../../../src/agent/outcome.ts'
import { CONVERSATION } from '../../../src/agent/retry.ts'
import { runStep } from '../../../src/agent/step.ts'
import type { StepEnd } from '../../../src/agent/step-end.ts'
import { learnFromRefusal } from '../../../src/agent/prompt/window.ts'
import { stepPorts } from '../../../src/paid/step-ports.ts'
import type { ModelRequest, PromptMessage } from '../../../src/providers/wire.ts'
import { definitionOf } from '../../../src/tools/registry.ts'
import type { RoomCore } from '../desk/core.ts'
import { keepLearned, learnedOf, learnFrom, promptFor } from '../prompt/prompts.ts'
import type { StoredStep } from '../store/rows.ts'
import type { Answer } from './answer.ts'
import { accessOf, announceTurn, leafOf, planOf, readerOf, type Live } from './live.ts'

/** Asks the model for the turn's next step. Its words go to `answer` as they come. Throws when the turn is stopped. */
export function askStep(core: RoomCore, live: Live, answer: Answer): Promise<StepEnd> {
  const ports = stepPorts(core.env, accessOf(live))
  return ask(
    {
      request: () => requestOf(core, live),
      run: (request) => {
        answer.asked()
        return runStep(ports, request, live.abort.signal, answer)
      },
      hasBegun: () => answer.hasBegun,
      wait: (ms, failure) => waitToRetry(core, live, ms, failure),
      learn: (usage) => learnFrom(core, readerOf(core, live), planOf(live), usage.input_tokens),
      shorten: (failure) => shorten(core, live, answer, failure),
    },
    CONVERSATION,
  )
}

async function shorten(core: RoomCore, live: Live, answer: Answer, failure: ProviderFailure): Promise<boolean> {
  const reader = readerOf(core, live)
  const { source, tokens } = planOf(live)
  keepLearned(core, reader, source, learnFromRefusal(learnedOf(core, reader, source), tokens, failure))
  const shorter = await promptFor(core, leafOf(live, answer.message), readerOf(core, live))
  live.abort.signal.throwIfAborted()
  // what can't become shorter is refused again
  if (shorter.tokens >= tokens) return false
  live.plan = shorter
  return true
}

function requestOf(core: RoomCore, live: Live): ModelRequest {
  const { tools, isLast } = live
  const plan = planOf(live)
  const { model, max_output, key_id } = accessOf(live)
  const { context_window } = readerOf(core, live)
  const { tools: _, ...asked } = live.turn.options
  // some refuse a prompt that leaves less room than the longest answer they were asked for
  const room = context_window === null ? null : Math.max(1, Math.floor(context_window - plan.expected * 1.02))
  const longest = room === null ? max_output : Math.min(room, max_output ?? room)
  const offered = tools.length > 0 && {
    tools: tools.map(definitionOf),
    ...(isLast && { tool_choice: 'none' as const }),
  }
  return {
    model,
    messages: plan.messages.map((one) => withoutForeignEcho(one, key_id)),
    options: { ...asked, max_tokens: live.max_tokens },
    max_output: longest,
    context_window,
    ...offered,
  }
}

/** What a provider wants back it takes from the same account only. */
function withoutForeignEcho(message: PromptMessage, key_id: string | null): PromptMessage {
  if (message.role !== 'assistant' || !message.echo) return message
  const { key_id: from, ...echo } = message.echo as NonNullable<StoredStep['echo']>
  return { ...message, echo: from === key_id ? echo : undefined }
}

async function waitToRetry(core: RoomCore, live: Live, ms: number, failure: ProviderFailure): Promise<void> {
  const retry_at = new Date(Date.now() + ms).toISOString()
  announceTurn(core, live.turn, { state: 'running', error: turnError(failure), retry_at })
  core.release()
  await scheduler.wait(ms, { signal: live.abort.signal })
}
