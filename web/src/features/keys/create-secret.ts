import { createSignal } from 'solid-js'
import { awsKeyText, noAwsKey } from './aws-key.ts'

/** The text of a key while it is typed: one field, or the parts of an AWS key. */
export function createSecret(isAws: () => boolean) {
  const [plain, setPlain] = createSignal('')
  const [aws, setAws] = createSignal(noAwsKey)
  const text = () => (isAws() ? awsKeyText(aws()) : plain().trim())
  const clear = () => {
    setPlain('')
    setAws({ ...noAwsKey, kind: aws().kind })
  }
  return { isAws, plain, setPlain, aws, setAws, text, clear }
}
export type Secret = ReturnType<typeof createSecret>
