/** What a model's name tells of how it may be asked. */
export type OpenAiFamily = 'reasoning' | 'plain' | 'unknown'

/**
 * OpenAI's models that reason refuse `temperature`, `top_p` and `stop`; those that don't refuse `reasoning`. Of a name that
 * isn't OpenAI's nothing is known, so everything that was asked for is sent.
 * https://platform.openai.com/docs/guides/reasoning
 */
export function openAiFamily(model: string): OpenAiFamily {
  const name = model.toLowerCase().replace(/^(ft:|openai\/)+/, '')
  if (/^(chatgpt|gpt-[34]|gpt-[5-9][\w.]*-chat)/.test(name)) return 'plain'
  return /^(o\d|gpt-[5-9]|codex-)/.test(name) ? 'reasoning' : 'unknown'
}
