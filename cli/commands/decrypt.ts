import { text as textOf } from 'node:stream/consumers'
import { decryptField, decryptUser, type LoginUser } from '../../client/index.js'
import { visible, visibleIn } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import type { ConnectionInfo } from '../../mock-server/index.js'
import { callControl } from '../control-call.js'
import type { GivenFlags } from '../settings/read-settings.js'
import { readSettings } from '../settings/read-settings.js'
import { targetOf } from '../toss/perform.js'

/** What `decrypt` was told besides the value. */
export interface DecryptFlags {
  readonly controlUrl?: string
}

/**
 * Prints personal fields as they are: one value, or all those in an answer of login-me, from stdin where none is given.
 *
 * @returns the exit code
 * @throws CodedError `ERR_DECRYPTION`, `ERR_INVALID_OPTION`, `ERR_NOT_RUNNING`
 */
export async function decrypt(flags: GivenFlags, given: string | undefined, asked: DecryptFlags): Promise<number> {
  const value = (given ?? (await textOf(process.stdin))).trim()
  if (value === '') {
    throw new CodedError('ERR_INVALID_OPTION', 'there is nothing to decrypt', {
      fix: 'Give a field, or pipe the answer of login-me in.',
    })
  }
  const secret = await secretOf(flags, asked)
  const user = userIn(value)
  const plain =
    user === undefined
      ? visible(decryptField({ ...secret, value }))
      : JSON.stringify(visibleIn(decryptUser({ ...secret, user })), null, 2)
  process.stdout.write(`${plain}\n`)
  return 0
}

/** The user in an answer of login-me, or in its `success`; undefined for what is no JSON. */
function userIn(text: string): LoginUser | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    const answer = JSON.parse(text) as { success?: LoginUser } & LoginUser
    return answer.success ?? answer
  } catch {
    throw new CodedError('ERR_INVALID_OPTION', 'the answer to decrypt begins as JSON, and is none', {
      fix: 'Pipe the whole body of login-me in.',
    })
  }
}

/** Key and AAD of the settings, or else those of the mock. */
async function secretOf(flags: GivenFlags, { controlUrl }: DecryptFlags): Promise<{ key: string; aad: string }> {
  const { options } = await readSettings(flags, process.env, process.cwd())
  const { decryptionKey: key, aad = 'TOSS' } = options
  if (key !== undefined) return { key, aad }
  const target = await targetOf(flags, controlUrl)
  const info = await callControl<ConnectionInfo>(target.controlUrl, { path: '/info' })
  return { key: info.decryptionKey, aad: options.aad ?? info.aad }
}
