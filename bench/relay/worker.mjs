// The least that a room could be: what the provider says goes to whoever listens, and nothing is kept.
import { DurableObject } from 'cloudflare:workers'

export class Relay extends DurableObject {
  fetch() {
    const [browser, socket] = Object.values(new WebSocketPair())
    this.ctx.acceptWebSocket(socket)
    return new Response(null, { status: 101, webSocket: browser })
  }

  async webSocketMessage(_socket, message) {
    const body = JSON.stringify({ model: message, stream: true, messages: [{ role: 'user', content: 'go' }] })
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${this.env.PROVIDER}/chat/completions`, { method: 'POST', headers, body })
    let unfinished = ''
    for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
      const lines = (unfinished + text).split('\n')
      unfinished = lines.pop()
      this.#tell(lines.map(wordsOf).join(''))
    }
    this.#tell('\0')
  }

  webSocketClose(socket, code) {
    socket.close(code === 1005 || code === 1006 ? 1000 : code)
  }

  #tell(words) {
    if (words) for (const socket of this.ctx.getWebSockets()) socket.send(words)
  }
}

function wordsOf(line) {
  return line.startsWith('data: {') ? (JSON.parse(line.slice(6)).choices[0]?.delta?.content ?? '') : ''
}

export default {
  fetch: (request, env) => env.RELAY.getByName(new URL(request.url).pathname).fetch(request),
}
