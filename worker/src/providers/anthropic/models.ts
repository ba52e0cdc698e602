import type {
  BetaCapabilitySupport,
  BetaModelCapabilities,
  BetaModelInfo,
} from '@anthropic-ai/sdk/resources/beta/models'
import type { Model } from '#protocol/rest/providers.ts'
import { claudeThinking } from '../claude/claude.ts'
import { claudeVersion } from '../claude/version.ts'
import { isObject, object, positive, text, type Sent } from '../json.ts'

/** `GET /v1/models`. Older answers have names only: then the name tells what a Claude can do. */
export function readAnthropicModels(body: unknown): Model[] {
  const rows = object(body).data
  if (!Array.isArray(rows)) throw new Error('not a list of models')
  return rows
    .filter(isObject<BetaModelInfo>)
    .filter((row) => text(row.id))
    .map(model)
}

function model(row: Sent<BetaModelInfo>): Model {
  const id = text(row.id)
  return {
    id,
    name: text(row.display_name) || id,
    context_window: positive(row.max_input_tokens),
    max_output: positive(row.max_tokens),
    abilities: abilities(id, object<BetaModelCapabilities>(row.capabilities)),
    price: null,
  }
}

function abilities(id: string, can: Sent<BetaModelCapabilities>): Model['abilities'] {
  const found: Model['abilities'] = ['streaming', 'tools']
  if (supported(can.image_input) ?? claudeVersion(id) >= 3) found.push('vision')
  if (supported(can.thinking) ?? claudeThinking(id) !== 'none') found.push('reasoning')
  return found
}

function supported(ability: unknown): boolean | undefined {
  const said = object<BetaCapabilitySupport>(ability).supported
  return typeof said === 'boolean' ? said : undefined
}
