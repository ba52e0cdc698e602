import { expect, test } from 'vitest'
import { awsKeyText, noAwsKey, spread } from './aws-key.ts'

test('the parts of an AWS key become the text that is stored', () => {
  const pair = { ...noAwsKey, access: ' AKIA1 ', secret: 'abc/def+1' }
  expect(awsKeyText(pair)).toBe('AKIA1:abc/def+1')
  expect(awsKeyText({ ...pair, session: 'tok:en==' })).toBe('AKIA1:abc/def+1:tok:en==')
  expect(awsKeyText({ ...pair, secret: '' })).toBe('')
  expect(awsKeyText({ ...pair, kind: 'api', api: ' ABSK123 ' })).toBe('ABSK123')
})

test('a whole key pasted into its first field is spread over the others', () => {
  expect(spread(noAwsKey, 'ASIA1:secret:tok:en\n')).toMatchObject({
    access: 'ASIA1',
    secret: 'secret',
    session: 'tok:en',
  })
  expect(spread({ ...noAwsKey, secret: 'kept' }, 'AKIA1')).toMatchObject({ access: 'AKIA1', secret: 'kept' })
})
