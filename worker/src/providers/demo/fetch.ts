import { isObject, list, object, text } from '../json.ts'
import { answerOf } from './answer.ts'
import { demoStream } from './stream.ts'

const models = {
  data: [
    {
      id: 'demo',
      name: 'Demo (scripted, not a model)',
      context_length: 32_000,
      supported_parameters: ['tools'],
    },
  ],
}

/** Stands in the place of `fetch`: a chat-completions server within this process. */
export async function demoFetch(request: Request): Promise<Response> {
  if (request.method === 'GET') return Response.json(models)
  const asked = object(await request.json())
  if (asked.model !== 'demo')
    return refuse(`The model '${text(asked.model)}' does not exist; the demo has one model, demo`)
  const messages = list(asked.messages)
    .filter(isObject)
    .map((message) => ({ role: text(message.role), content: text(message.content) }))
  const prompt = messages.map((message) => message.content).join(' ')
  const offered = list(asked.tools).map((tool) => text(object(object(tool).function).name))
  const answer = answerOf(messages, offered)
  return new Response(demoStream({ ...answer, prompt, request }), {
    headers: { 'content-type': 'text/event-stream' },
  })
}

function refuse(message: string): Response {
  return Response.json({ error: { message, type: 'invalid_request_error', code: 'model_not_found' } }, { status: 404 })
}
