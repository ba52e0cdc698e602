export interface Sample {
  name: string
  text: string
}

/** Copied, these work: curl in a shell, Python with OpenAI's own package. */
export function samplesOf(origin: string, token: string, model: string): Sample[] {
  const base = `${origin}/v1`
  const curl = [
    `curl ${base}/chat/completions \\`,
    `  -H "Authorization: Bearer ${token}" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] }).replaceAll("'", String.raw`'\''`)}'`,
  ]
  const python = [
    'from openai import OpenAI',
    '',
    `client = OpenAI(base_url=${JSON.stringify(base)}, api_key=${JSON.stringify(token)})`,
    'answer = client.chat.completions.create(',
    `    model=${JSON.stringify(model)},`,
    '    messages=[{"role": "user", "content": "Hello"}],',
    ')',
    'print(answer.choices[0].message.content)',
  ]
  return [
    { name: 'curl', text: curl.join('\n') },
    { name: 'Python', text: python.join('\n') },
  ]
}
