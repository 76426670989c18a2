import type { MockServerOptions } from '../mock-server/index.js'
import type { Environment } from './settings/environment.js'

/** The names that programs read a proxy for HTTPS from, in the order in which they count. */
const names = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] as const

/**
 * The proxy by which this machine reaches the rest of the world, for the option `proxyUpstream`; undefined where the
 * environment names none. One that speaks neither HTTP nor HTTPS (SOCKS) is left aside.
 *
 * @param own port of our own proxy, which an earlier `export HTTPS_PROXY=…` may name: it must not pass things to itself
 */
export function upstreamProxy(environment: Environment, own?: number | false): MockServerOptions['proxyUpstream'] {
  const text = names.map((name) => environment[name]).find((value) => value !== undefined && value !== '')
  if (text === undefined) return undefined
  const withScheme = text.includes('://') ? text : `http://${text}`
  if (!URL.canParse(withScheme)) return undefined
  const url = new URL(withScheme)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined
  const isOwn = own !== false && own !== 0 && Number(url.port) === own
  if (isOwn && /^(localhost|127\..+|\[::1\])$/.test(url.hostname)) return undefined
  const noProxy = environment.no_proxy || environment.NO_PROXY
  return { url: withScheme, ...(noProxy && { noProxy }) }
}
