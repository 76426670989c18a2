import { readFileSync } from 'node:fs'
import { CodedError } from '../errors/index.js'
import type { ReachableMock } from './copy-paste.js'
import { environmentOf } from './environment-of-mock.js'
import { contentKinds, type HandedOut, handedOut, publicNames } from './public-names.js'

/** A variable that `env` prints. */
export interface NamedVariable {
  readonly name: string
  readonly value: string
  /** Whether a log that shows it should hide it. */
  readonly isSecret: boolean
}

/** Which variables are wanted. */
export interface WantedVariables {
  /** `own`, `public` for those of public clients as well, or a list of names with commas. */
  readonly names: string
  /** Whether certificates and keys themselves are, besides their paths. */
  readonly contents: boolean
}

/**
 * The variables of a running mock under the names that are wanted.
 *
 * @throws CodedError `ERR_INVALID_OPTION` for a name that there is none of, or whose value is a key that was not asked for
 */
export function namedVariables(info: ReachableMock, { names, contents }: WantedVariables): NamedVariable[] {
  const own = environmentOf(info).map(([name, value]) => ({ name, value, isSecret: ownSecrets.includes(name) }))
  if (names === 'own') return own
  const pem = (path: string) => readFileSync(path, 'utf8')
  const values = handedOut(info, { cert: pem(info.cert), key: pem(info.key), ca: pem(info.ca) })
  const ofOthers = (Object.entries(publicNames) as [keyof HandedOut, readonly string[]][]).flatMap(([kind, known]) =>
    known.map((name) => ({ name, value: values[kind], kind, isSecret: secretKinds.includes(kind) })),
  )
  const isWanted = ({ kind }: { kind: keyof HandedOut }) => contents || !contentKinds.includes(kind)
  if (names === 'public') return [...own, ...ofOthers.filter(isWanted)]
  return names.split(',').map((text) => {
    const name = text.trim()
    const other = ofOthers.find((known) => known.name === name)
    const found = own.find((known) => known.name === name) ?? other
    if (found === undefined) throw unknown(name)
    if (other === undefined || isWanted(other)) return found
    throw new CodedError('ERR_INVALID_OPTION', `--names: ${name} holds a certificate or key itself, and no path`, {
      fix: 'Add --contents where that is meant.',
    })
  })
}

const ownSecrets = ['APPS_IN_TOSS_DECRYPTION_KEY', 'APPS_IN_TOSS_PKCS12_PASSWORD']
const secretKinds: readonly (keyof HandedOut)[] = ['key', 'keyBase64', 'decryptionKey']

function unknown(name: string): CodedError {
  return new CodedError('ERR_INVALID_OPTION', `--names: ${JSON.stringify(name)} is not a name that this mock knows`, {
    fix: 'Write own, public, or names out of the table in docs/unmodified-code.md with commas between them.',
  })
}
