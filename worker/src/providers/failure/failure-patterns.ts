/** Words by which a failure is known, of every provider that has its own. Where a line is an alternative, order is none. */

function anyOf(...patterns: RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'), 'i')
}

export const contextWords = anyOf(
  /context.?(length|window|size|limit)/,
  /maximum (context|prompt length|model length)/,
  /(prompt|input) is too long|prompt exceeds|prompt_too_long|request_too_large/,
  /too many (input )?tokens/,
  /exceed_context_size|exceed\w* (the )?model('s)? token limit|max_prompt_tokens_exceeded|tokens_limit_reached/,
  /reduce the length/,
  /token count.{0,60}exceed|input tokens exceed|exceeds.{0,20}maximum number of tokens|input length.{0,30}exceeds/,
  /inputs. tokens \+ .?max_new_tokens|must have less than \d+ tokens/,
  /range of input length/,
)

export const keyWords = anyOf(
  /api.?key|unauthori[sz]ed|unauthenticated|authentication/,
  /invalid.?token(?! (in|at) )|token.{0,20}expired/,
  /permission_(error|denied)/,
)

export const modelWords = anyOf(
  /model.{0,120}(not found|not exist|unknown|unavailable|not supported|not available|no longer|decommissioned|deprecated|have access|end of life)/,
  /invalid.?model|unknown.?model|unavailable.?model|no such model|not a valid model|no models? loaded|模型不存在/,
  /model_not_(found|available|supported)|model_permission|model\.access/,
  /no endpoints found|unable to access .{0,20}model/,
  /allowed to (sample|use|access).{0,40}model|access to (this |the )?model/,
  /deployment.{0,40}not.{0,5}(found|exist)|function .{0,80}not found for account/,
)

export const refusalWords = anyOf(
  /content.?(filter|policy|management)|moderation|flagged|safety(?!_)|responsible.?ai/,
  /violat.{0,40}(polic|guideline|terms)|prohibited|invalid_prompt/,
  /data_inspection_failed|inappropriate content|(sensitive|unsafe).{0,20}content|new_sensitive|high risk|敏感/,
)

export const quotaWords = anyOf(
  /insufficient.?(quota|balance|credit|fund)|(current|monthly|daily)[ _](quota|limit)/,
  /billing|arrearage|credit balance|(out of|used all|no|more|enough) .{0,20}credits|payment required/,
  /spending limit|usage.?(limit|quota)|AccountQuotaExceeded|(used up|exceeded).{0,60}(allocation|included credits)|余额不足|欠费/,
)

export const loadWords = /overload|unavailable|capacity|too busy|try again later|slow_down/i
export const rateWords = /rate.?limit|too.?many.?requests|resource_exhausted|throttl|速率限制|频率/i
