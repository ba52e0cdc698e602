/** What AWS hands out: a pair that signs requests, perhaps with a session's token, or a Bedrock API key. */
export interface AwsKey {
  kind: 'pair' | 'api'
  access: string
  secret: string
  session: string
  api: string
}
export const noAwsKey: AwsKey = { kind: 'pair', access: '', secret: '', session: '', api: '' }

/** As it is stored: ACCESS_KEY_ID:SECRET[:SESSION_TOKEN], or the API key. Empty while a part is missing. */
export function awsKeyText(key: AwsKey): string {
  const [access, secret, session, api] = [key.access, key.secret, key.session, key.api].map((part) => part.trim())
  if (key.kind === 'api') return api!
  if (!access || !secret) return ''
  return session ? `${access}:${secret}:${session}` : `${access}:${secret}`
}

/** A whole line pasted into the first field goes to the fields it belongs in. */
export function spread(key: AwsKey, pasted: string): AwsKey {
  const [access = '', secret, ...session] = pasted.trim().split(':')
  if (secret === undefined) return { ...key, access: pasted }
  return { ...key, access, secret, session: session.join(':') }
}

/** Where Bedrock has models; any other region can be typed. */
export const awsRegions = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ca-central-1',
  'sa-east-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
] as const
