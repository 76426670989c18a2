import { adoptAuthority, createAuthority, type KeyAndCertificate, readAuthority } from '../../ca/index.js'
import { CodedError } from '../../errors/index.js'
import type { Log } from '../record/log.js'
import type { State } from '../world/state/state.js'
import type { ResolvedOptions } from './options.js'

/**
 * The authority of all who share the world, where its key may be kept with it; undefined where it may not. The first mock
 * decides, with that of its folder where there is one.
 *
 * @throws CodedError `ERR_INVALID_OPTION` where the folder has another one; `ERR_CA_*`, `ERR_STATE_*`
 */
export async function sharedAuthority(
  { dir, stateKeys, statePrefix }: ResolvedOptions,
  state: State | undefined,
  log: Log,
): Promise<KeyAndCertificate | undefined> {
  if (state?.claimAuthority === undefined) return undefined
  if (!stateKeys) {
    if (state.authority !== undefined) {
      log.warn(
        `state: mocks that share ${statePrefix} have one certificate authority (--state-keys), and this one was started without it: clients of one may be refused by the other`,
      )
    }
    return undefined
  }
  log.warn(
    'state: the key of the certificate authority is kept with the world (--state-keys): whoever can read that database can issue client certificates that this mock accepts',
  )
  const own = dir === undefined ? undefined : readAuthority(dir)
  const claimed = await state.claimAuthority(state.authority ?? own ?? (await createAuthority()))
  if (dir === undefined || (await adoptAuthority(dir, claimed))) return claimed
  throw new CodedError(
    'ERR_INVALID_OPTION',
    `dir ${dir} has another certificate authority than the world in the database`,
    {
      fix: 'Name an empty folder (--dir), or begin a world of its own with statePrefix (--state-prefix).',
    },
  )
}
