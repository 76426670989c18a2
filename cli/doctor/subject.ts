import { productionOrigins } from '../../contracts/index.js'
import { isTossHost } from '../../verify/production.js'
import { findRunning, type RunningMock } from '../running-mock.js'
import type { Environment } from '../settings/environment.js'

/** A value, and where it came from, for people. */
export interface Given {
  readonly value: string
  readonly from: string
}

/** What a set-up is made of; absent what nobody has said. */
export interface Subject {
  readonly baseUrl?: Given
  /** PEM text or the path of a file, as for the client. */
  readonly cert?: Given
  readonly key?: Given
  readonly ca?: Given
  readonly controlUrl?: Given
  readonly decryptionKey?: Given
  readonly aad?: Given
  /** Whether the base URL leads to the real API, which is treated with care. */
  readonly production: boolean
}

/** The flags of `doctor` that say what to check. */
export interface SubjectFlags {
  readonly baseUrl?: string
  readonly cert?: string
  readonly key?: string
  readonly ca?: string
}

/**
 * Finds out what to check: flags, then the variables that clients use, then the mock that runs in `dir`. A mock's
 * certificates have no business with production: where the base URL leads there, the running mock is left out.
 */
export async function findSubject(flags: SubjectFlags, environment: Environment, dir: string): Promise<Subject> {
  const said = (variable: string, flagName?: keyof SubjectFlags, flag?: string): Given | undefined => {
    const written = flagName && flags[flagName]
    if (written !== undefined) return { value: written, from: flag ?? '' }
    const value = environment[variable]
    return value === undefined || value === '' ? undefined : { value, from: variable }
  }
  const explicit = {
    baseUrl: said('APPS_IN_TOSS_BASE_URL', 'baseUrl', '--base-url'),
    cert: said('APPS_IN_TOSS_CERT', 'cert', '--cert'),
    key: said('APPS_IN_TOSS_KEY', 'key', '--key'),
    ca: said('APPS_IN_TOSS_CA', 'ca', '--ca'),
    controlUrl: said('APPS_IN_TOSS_CONTROL_URL'),
    decryptionKey: said('APPS_IN_TOSS_DECRYPTION_KEY'),
    aad: said('APPS_IN_TOSS_AAD'),
  }
  if (explicit.baseUrl !== undefined && isProduction(explicit.baseUrl.value)) {
    return { ...present(explicit), production: true }
  }
  const search = await findRunning(dir)
  if (search.state === 'running') {
    return { ...present(ofMock(search.mock)), ...present(explicit), production: false }
  }
  if (explicit.baseUrl !== undefined || explicit.cert === undefined) return { ...present(explicit), production: false }
  const baseUrl = { value: productionOrigins.api, from: 'the default of the client: production' }
  return { ...present(explicit), baseUrl, production: true }
}

function ofMock({ info }: RunningMock): Record<string, Given | undefined> {
  const given = (value: string | undefined) => (value === undefined ? undefined : { value, from: 'the running mock' })
  const { baseUrl, cert, key, ca, controlUrl, decryptionKey, aad } = info
  return {
    baseUrl: given(baseUrl),
    cert: given(cert),
    key: given(key),
    ca: given(ca),
    controlUrl: given(controlUrl),
    decryptionKey: given(decryptionKey),
    aad: given(aad),
  }
}

function isProduction(baseUrl: string): boolean {
  return URL.canParse(baseUrl) && isTossHost(new URL(baseUrl))
}

function present(all: Record<string, Given | undefined>): Record<string, Given> {
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, Given] => entry[1] !== undefined))
}
