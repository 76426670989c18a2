import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Host } from '../contracts/operation.js'
import { CodedError } from '../errors/index.js'
import { lastRunningWord } from '../files/running-word.js'
import { productionHost } from './production-hosts.js'

/** Where the mock is, and which authority vouches for it. */
export interface MockAddress {
  readonly host: string
  readonly port: number
  /** PEM; absent where nobody named one, and the process has to trust it otherwise. */
  readonly ca?: string
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Finds the mock: by `APPS_IN_TOSS_BASE_URL`, `APPS_IN_TOSS_PAY_BASE_URL` and `APPS_IN_TOSS_CA` where they lead to one, or
 * else by the `running.json` of the folder of certificates (`APPS_IN_TOSS_MOCK_DIR`, or `.apps-in-toss-mock`). The variables
 * are read once, since a program may load a `.env` of production later; the file is read for each connection, so that the
 * mock may be started after the program, and again.
 *
 * @returns a function that throws CodedError `ERR_NOT_RUNNING`
 */
export function findMock(environment: Environment, cwd: string): (host: Host) => MockAddress {
  const { APPS_IN_TOSS_BASE_URL: api, APPS_IN_TOSS_PAY_BASE_URL: pay, APPS_IN_TOSS_CA: ca } = environment
  const dir = resolve(cwd, environment.APPS_IN_TOSS_MOCK_DIR || '.apps-in-toss-mock')
  const named = { api: readUrl(api), pay: readUrl(pay) ?? readUrl(api) }

  return (host) => {
    const running = named[host] === undefined || ca === undefined ? lastRunningWord(dir)?.info : undefined
    const { baseUrl, payBaseUrl } = running ?? {}
    const url = named[host] ?? readUrl(host === 'pay' ? payBaseUrl : baseUrl)
    if (url === undefined) {
      throw new CodedError(
        'ERR_NOT_RUNNING',
        `connections to the Apps in Toss API are redirected, and no mock is running on the certificates in ${dir}`,
        {
          fix:
            'Start one with apps-in-toss-mock start, or say where it is with APPS_IN_TOSS_MOCK_DIR or ' +
            'APPS_IN_TOSS_BASE_URL. APPS_IN_TOSS_REDIRECT=off switches the redirection off.',
        },
      )
    }
    const pem = readPem(ca ?? running?.ca)
    return { ...url, ...(pem !== undefined && { ca: pem }) }
  }
}

/** Production's own URL, which a configuration may well hold, leads to no mock. */
function readUrl(text: string | undefined): { host: string; port: number } | undefined {
  if (!text || !URL.canParse(text)) return undefined
  const { protocol, hostname, port } = new URL(text)
  if (protocol !== 'https:' || productionHost(hostname) !== undefined) return undefined
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 443 : Number(port) }
}

/** A file that is gone is not a reason to fail here: the handshake will say that the authority is unknown. */
function readPem(path: string | undefined): string | undefined {
  if (!path || path.includes('-----BEGIN')) return path || undefined
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
