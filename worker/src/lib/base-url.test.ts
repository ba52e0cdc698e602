import { describe, expect, test } from 'vitest'
import type { Env } from '../env.ts'
import { checkBaseUrl } from './base-url.ts'
import type { AppError } from './error.ts'

const fixed = {
  LIMIT_MESSAGES_PER_MINUTE: '1',
  LIMIT_AUTH_PER_MINUTE: '1',
  LIMIT_API_PER_MINUTE: '1',
  REGISTRATION: 'open',
}
const secrets = { ENCRYPTION_KEY: `1:${'A'.repeat(43)}=`, JWT_SECRET: 'x'.repeat(32) }
const at = (ALLOW_PRIVATE_BASE_URLS: string) => ({ ...fixed, ...secrets, ALLOW_PRIVATE_BASE_URLS }) as unknown as Env
const [home, deployed] = [at('1'), at('0')]
const publicly = async () => ['93.184.216.34', '2606:2800:220:1::1']
const code = (checked: Promise<string>) => checked.catch((error: unknown) => (error as AppError).code)

describe('everywhere', () => {
  test.each([
    ['http://localhost:11434/v1/', 'http://localhost:11434/v1'],
    ['HTTP://LocalHost:80/v1//', 'http://localhost/v1'],
    ['https://api.example.org', 'https://api.example.org'],
  ])('%s is kept as %s', async (text, kept) => expect(await checkBaseUrl(home, text)).toBe(kept))

  test.each([
    'ftp://example.org',
    'javascript:alert(1)',
    'example.org',
    '',
    'http://',
    'http://me@example.org',
    'http://:pw@example.org',
  ])('%s is refused', async (text) => expect(await code(checkBaseUrl(home, text))).toBe('base_url_refused'))
  test.each(['http://example.org/v1?x=1', 'http://example.org/v1#x'])('%s is refused', async (text) =>
    expect(await code(checkBaseUrl(home, text))).toBe('base_url_refused'),
  )
})

describe('in a deployment', () => {
  const refused = [
    'localhost',
    'LOCALHOST',
    'localhost.',
    'api.localhost',
    'nas.local',
    'metadata.google.internal',
    'router',
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '0',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:8.8.8.8]',
    '[::127.0.0.1]',
    '[fe80::1]',
    '[fc00::1]',
    '[fd12:3456::1]',
    '[ff02::1]',
    '[64:ff9b::a00:1]',
    '[2002:7f00:1::]',
    '[2002:c0a8:101::1]',
    '[2001:db8::1]',
    '[2001::1]',
    '127.0.0.1.',
    '0x7f.1',
    '127.0.1',
    '017700000001',
    '0xa9fea9fe',
    '192.31.196.1',
    '192.175.48.1',
    '240.0.0.1',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:a9fe:a9fe]',
    '[::ffff:0:7f00:1]',
    '[64:ff9b:1::a00:1]',
    '[fec0::1]',
    '[100::1]',
    '[4000::1]',
    '[5f00::1]',
    '[2001:20::1]',
    '[2620:4f:8000::1]',
    '[3fff::1]',
    '[2002:a9fe:a9fe::]',
    '[fe80::1%25eth0]',
  ]
  test.each(refused)('http://%s/v1 is refused', async (host) => {
    expect(await code(checkBaseUrl(deployed, `http://${host}/v1`, publicly))).toBe('base_url_refused')
  })

  test.each([
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '[2606:4700::1111]',
    '[2002:808:808::1]',
  ])('http://%s/v1 is fine', async (host) =>
    expect(await checkBaseUrl(deployed, `http://${host}/v1`, publicly)).toBe(`http://${host}/v1`),
  )

  test.each([
    ['to a public address', ['93.184.216.34'], 'https://api.example.org/v1'],
    ['to a private address', ['10.0.0.1'], 'base_url_refused'],
    ['to both', ['93.184.216.34', '::1'], 'base_url_refused'],
    ['to a mapped address', ['::ffff:10.0.0.1'], 'base_url_refused'],
    ['to something odd', ['example.org'], 'base_url_refused'],
    ['to an address with a zone', ['fe80::1%eth0'], 'base_url_refused'],
    ['to a short form', ['127.1'], 'base_url_refused'],
    ['to a number', ['134744072'], 'base_url_refused'],
    ['to octal', ['010.8.8.8'], 'base_url_refused'],
    ['to two gaps', ['2606::4700::1'], 'base_url_refused'],
    ['to five parts', ['::1.2.3.4.5'], 'base_url_refused'],
    ['to nothing', [], 'base_url_refused'],
  ])('a name that leads %s', async (_, addresses, result) => {
    expect(await code(checkBaseUrl(deployed, 'https://api.example.org/v1', async () => addresses))).toBe(result)
  })

  test('a name that can’t be looked up is refused', async () => {
    const down = () => Promise.reject(new Error('no DNS'))
    expect(await code(checkBaseUrl(deployed, 'https://api.example.org', down))).toBe('base_url_refused')
  })
})
