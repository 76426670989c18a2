import { told } from '../language.js'
import { findRunning, notRunning, type Search } from '../running-mock.js'
import { type GivenFlags, readSettings } from '../settings/read-settings.js'
import { padded } from '../terminal.js'

/**
 * Says whether a mock runs on the folder, and how to reach it: no key and no password is among it.
 *
 * @returns the exit code: 1 where none runs
 */
export async function status(flags: GivenFlags, { json = false }: { readonly json?: boolean }): Promise<number> {
  const { options } = await readSettings(flags, process.env, process.cwd())
  const search = await findRunning(options.dir)
  const found = statusOf(options.dir, search)
  if (json) process.stdout.write(`${JSON.stringify(found)}\n`)
  else
    process.stdout.write(
      search.state === 'running' ? inWords(found) : `${told(notRunning(options.dir, search).message)}\n`,
    )
  return search.state === 'running' ? 0 : 1
}

/** What `--json` prints, of `wait` as well. */
export function statusOf(dir: string, search: Search): Readonly<Record<string, unknown>> {
  if (search.state !== 'running') {
    return { running: false, dir, ...(search.state === 'stale' && { reason: search.reason }) }
  }
  const { pid, startedAt, log, info } = search.mock
  const { baseUrl, payBaseUrl, controlUrl, proxyUrl, appName, cert, key, ca, pkcs12 } = info
  const how = { baseUrl, payBaseUrl, controlUrl, proxyUrl, appName, cert, key, ca, pkcs12 }
  return { running: true, dir, pid, startedAt, ...how, log }
}

const labels = {
  baseUrl: 'API',
  controlUrl: 'Control',
  proxyUrl: 'Proxy',
  appName: 'Mini-app',
  cert: 'Certificate',
  key: 'Key',
  ca: 'CA',
  pid: 'Process',
  startedAt: 'Started',
  log: 'Log',
} as const

function inWords(found: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(labels).filter(([key]) => found[key] !== undefined)
  return rows.map(([key, label]) => `${padded(told(label), 12)} ${found[key]}\n`).join('')
}
