import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { bedrock } from './bedrock.ts'
import { bedrockRegion } from './sign.ts'
import type { Credentials, ModelRequest } from '../wire.ts'

const now = new Date('2026-11-21T14:00:00.123Z')
const own = 'https://bedrock-runtime.REGION.amazonaws.com'
const credentials = (more: Partial<Credentials> = {}): Credentials => ({
  api_key: 'AKIDEXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  base_url: own,
  region: 'eu-central-1',
  ...more,
})
const request: ModelRequest = {
  model: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
  messages: [{ role: 'user', content: 'Grüße' }],
  options: {},
}
const ask = (who: Credentials) => Promise.resolve(bedrock(() => now).request(who, request))

const sha = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** Written from AWS's description alone: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signature(path: string, headers: Record<string, string>, body: string, region: string): string {
  const names = Object.keys(headers).sort()
  const canonical = [
    'POST',
    path,
    '',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    sha(body),
  ].join('\n')
  const scope = `20261121/${region}/bedrock/aws4_request`
  const signed = ['AWS4-HMAC-SHA256', '20261121T140000Z', scope, sha(canonical)].join('\n')
  const secret = hmac('AWS4wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', '20261121')
  return hmac(hmac(hmac(hmac(secret, region), 'bedrock'), 'aws4_request'), signed).toString('hex')
}

test('a request is signed as AWS describes it, the model’s colon encoded twice', async () => {
  const made = await ask(credentials())
  expect(made.url).toBe(
    'https://bedrock-runtime.eu-central-1.amazonaws.com/model/us.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse-stream',
  )
  const headers = {
    accept: 'application/vnd.amazon.eventstream',
    host: 'bedrock-runtime.eu-central-1.amazonaws.com',
    'x-amz-date': '20261121T140000Z',
  }
  const path = '/model/us.anthropic.claude-haiku-4-5-20251001-v1%253A0/converse-stream'
  const right = signature(path, headers, await made.text(), 'eu-central-1')
  expect(made.headers.get('authorization')).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-central-1/bedrock/aws4_request, SignedHeaders=accept;host;x-amz-date, Signature=${right}`,
  )
  expect(made.headers.get('x-amz-security-token')).toBeNull()
  expect(made.redirect).toBe('manual')
})

test('a model named by its ARN is one part of the path', async () => {
  const model = 'arn:aws:bedrock:eu-central-1:1:application-inference-profile/x'
  const made = await bedrock(() => now).request(credentials(), { ...request, model })
  const encoded = 'arn%3Aaws%3Abedrock%3Aeu-central-1%3A1%3Aapplication-inference-profile%2Fx'
  expect(new URL(made.url).pathname).toBe(`/model/${encoded}/converse-stream`)
  const headers = {
    accept: 'application/vnd.amazon.eventstream',
    host: 'bedrock-runtime.eu-central-1.amazonaws.com',
    'x-amz-date': '20261121T140000Z',
  }
  const path = `/model/${encoded.replaceAll('%', '%25')}/converse-stream`
  expect(made.headers.get('authorization')).toContain(signature(path, headers, await made.text(), 'eu-central-1'))
})

test('an address of one’s own is signed as the host it is, path and port included', async () => {
  const made = await ask(credentials({ base_url: 'http://127.0.0.1:4010/aws', region: null }))
  expect(made.url).toContain('http://127.0.0.1:4010/aws/model/')
  const headers = {
    accept: 'application/vnd.amazon.eventstream',
    host: '127.0.0.1:4010',
    'x-amz-date': '20261121T140000Z',
  }
  const path = '/aws/model/us.anthropic.claude-haiku-4-5-20251001-v1%253A0/converse-stream'
  expect(made.headers.get('authorization')).toContain(signature(path, headers, await made.text(), 'us-east-1'))
})

test('a session token is sent and signed, and may hold colons', async () => {
  const made = await ask(credentials({ api_key: 'AKID:secret:tok:en' }))
  expect(made.headers.get('x-amz-security-token')).toBe('tok:en')
  expect(made.headers.get('authorization')).toContain('SignedHeaders=accept;host;x-amz-date;x-amz-security-token')
})

test('a key without parts is Bedrock’s own, a bearer', async () => {
  const made = await ask(credentials({ api_key: 'ABSKexample' }))
  expect(made.headers.get('authorization')).toBe('Bearer ABSKexample')
  expect(made.headers.get('x-amz-date')).toBeNull()
})

test('the region is the key’s, else its address’s, else the first', () => {
  const region = (base_url: string, named: string | null = null) => bedrockRegion({ base_url, region: named })
  expect(region(own, 'ap-south-1')).toBe('ap-south-1')
  expect(region('https://bedrock-runtime.eu-west-3.amazonaws.com')).toBe('eu-west-3')
  expect(region('https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com')).toBe('us-gov-west-1')
  expect(region(own)).toBe('us-east-1')
  expect(region('http://localhost:9')).toBe('us-east-1')
})

test('models are listed on AWS’s other host, or where one’s own stands', async () => {
  const wire = bedrock(() => now)
  const urls = async (base_url: string) => {
    const who = credentials({ base_url })
    const both = [await wire.models(who), await wire.moreModels!.request(who)]
    return both.map(({ url }) => url)
  }
  expect(await urls(own)).toEqual([
    'https://bedrock.eu-central-1.amazonaws.com/foundation-models?byOutputModality=TEXT',
    'https://bedrock.eu-central-1.amazonaws.com/inference-profiles?maxResults=1000',
  ])
  expect(await urls('http://127.0.0.1:4010/aws')).toEqual([
    'http://127.0.0.1:4010/aws/foundation-models?byOutputModality=TEXT',
    'http://127.0.0.1:4010/aws/inference-profiles?maxResults=1000',
  ])
})
