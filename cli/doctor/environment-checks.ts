import { readDecryptionKey } from '../../client/decryption.js'
import { readOptions } from '../../client/options.js'
import { basePath } from '../../contracts/index.js'
import { isCodedError } from '../../errors/index.js'
import type { Environment } from '../settings/environment.js'
import { type CheckResult, ok, problem, skipped, warning } from './check-result.js'
import type { Subject } from './subject.js'

/** Checks the form of the base URL by the rules of the client, and what stands between it and the network. */
export function checkBaseUrl({ baseUrl, production }: Subject): { finding: CheckResult; url?: URL } {
  if (baseUrl === undefined) {
    const fix = 'Start a mock in this folder, set APPS_IN_TOSS_BASE_URL, or pass --base-url.'
    return { finding: problem('base-url', 'no base URL is configured, and no mock is running here', fix) }
  }
  const { value, from } = baseUrl
  try {
    const url = readOptions({ baseUrl: value }).baseUrls.api
    if (url.pathname !== '/') {
      const text = `${from}: it has the path ${url.pathname}, so that calls go to ${url.pathname.replace(/\/$/, '')}${basePath}/…; production and the mock have nothing there`
      return {
        finding: problem('base-url', text, `Write ${url.origin}, unless a gateway of yours takes that path away.`),
        url,
      }
    }
    const text = production ? `${url.origin} is production: only the handshake is tried` : url.origin
    return { finding: ok('base-url', `${text} (${from})`), url }
  } catch (error) {
    if (!isCodedError(error)) throw error
    return { finding: problem('base-url', `${from}: ${error.message}`, error.fix) }
  }
}

/** Many HTTP clients hand requests to a proxy that knows nothing of this machine's loopback addresses. */
export function checkProxy(url: URL | undefined, environment: Environment): CheckResult {
  const names = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy']
  const name = names.find((each) => (environment[each] ?? '') !== '')
  if (name === undefined) return ok('proxy', 'no proxy in the environment')
  const exceptions = (environment.NO_PROXY ?? environment.no_proxy ?? '').split(/[\s,]+/)
  const host = (url?.hostname ?? '').replace(/^\[|\]$/g, '')
  if (
    exceptions.some(
      (each) => each === '*' || each === host || (each !== '' && host.endsWith(`.${each.replace(/^\./, '')}`)),
    )
  ) {
    return ok('proxy', `${name} is set, and NO_PROXY leaves ${host} out`)
  }
  return warning(
    'proxy',
    `${name} is set: clients that honour it send their calls through that proxy, which must let TLS pass untouched`,
    `For the mock: NO_PROXY=${host === '' ? '127.0.0.1' : host}. A proxy that opens TLS cannot forward the client certificate.`,
  )
}

/** Checks key and AAD of the personal fields, and that the mock has the same. */
export function checkDecryptionKey({ decryptionKey, aad }: Subject, ofMock: Decryption | undefined): CheckResult {
  if (decryptionKey === undefined) {
    return skipped('decryption-key', 'none configured: the personal fields of login-me stay encrypted')
  }
  try {
    readDecryptionKey({ key: decryptionKey.value, aad: aad?.value ?? 'TOSS' })
  } catch (error) {
    if (!isCodedError(error)) throw error
    const isHex = /^[0-9a-f]{64}$/i.test(decryptionKey.value.trim())
    const fix = isHex ? 'It is written in hexadecimal; the console mails it in Base64, 44 characters.' : error.fix
    return problem('decryption-key', `${decryptionKey.from}: ${error.message}`, fix)
  }
  if (aad !== undefined && /^["'\s]|["'\s]$/.test(aad.value)) {
    const text = `${aad.from}: blanks or quotation marks stand around the AAD and are part of it: no field can be decrypted`
    return problem('decryption-key', text, 'Remove them: the AAD has to be byte for byte the one that was mailed.')
  }
  if (ofMock === undefined) {
    const unknown = 'whether it is the right one, and the AAD, only the decryption of a field shows'
    return ok('decryption-key', `Base64 of 32 bytes (${decryptionKey.from}); ${unknown}`)
  }
  if (!sameKey(ofMock.decryptionKey, decryptionKey.value)) {
    const fix = 'Take the key that the mock prints, or start the mock with --decryption-key.'
    return problem('decryption-key', `the key in ${decryptionKey.from} is not that of the running mock`, fix)
  }
  if (aad !== undefined && aad.value !== ofMock.aad) {
    const fix = 'Take the AAD that the mock prints, or start the mock with --aad.'
    return problem('decryption-key', `the AAD in ${aad.from} is not that of the running mock`, fix)
  }
  return ok('decryption-key', `that of the running mock, and so is the AAD (${decryptionKey.from})`)
}

/** What decrypts the personal fields. */
interface Decryption {
  readonly decryptionKey: string
  readonly aad: string
}

function sameKey(one: string, other: string): boolean {
  return Buffer.from(one, 'base64').equals(Buffer.from(other, 'base64'))
}
