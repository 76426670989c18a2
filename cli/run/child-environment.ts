import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { MockServer } from '../../mock-server/index.js'
import { redirectedHosts } from '../../redirect/production-hosts.js'
import { proxyVariables, type RunVariables, runVariable } from '../../redirect/proxy-variables.js'
import { isSwitchedOff } from '../../redirect/switch.js'
import type { ReachableMock } from '../copy-paste.js'
import { environmentOf } from '../environment-of-mock.js'
import { handedOut, underPublicNames } from '../public-names.js'
import type { Environment } from '../settings/environment.js'

/** What a child process is given besides its own environment. */
export interface ChildEnvironmentOptions {
  readonly mock: Pick<MockServer, 'clientTls'> & { readonly info: ReachableMock }
  /** See `trustedAuthorities`. */
  readonly trusted: Readonly<Record<string, string>>
  /** What the child would have without us. */
  readonly environment: Environment
}

/** The environment of a child process whose calls of the API's hosts are to reach the mock. */
export function childEnvironment({ mock, trusted, environment }: ChildEnvironmentOptions): Environment {
  const { info, clientTls } = mock
  return {
    ...environment,
    ...Object.fromEntries(environmentOf(info)),
    ...underPublicNames(handedOut(info, clientTls)),
    ...trusted,
    ...proxied(info, environment),
    ...(!isSwitchedOff(environment) && {
      NODE_OPTIONS: [environment.NODE_OPTIONS, `--import=${redirectModule}`].filter(Boolean).join(' '),
    }),
  }
}

/** A URL has no spaces, and so needs no quotes in `NODE_OPTIONS`. */
const redirectModule = pathToFileURL(createRequire(import.meta.url).resolve('apps-in-toss-mock/redirect')).href

function proxied({ proxyUrl, baseUrl }: ReachableMock, environment: Environment): Record<string, string> {
  if (proxyUrl === undefined) return {}
  const noProxy = noProxyFor(new URL(baseUrl).hostname, environment.NO_PROXY || environment.no_proxy)
  const set = { HTTPS_PROXY: proxyUrl, https_proxy: proxyUrl, NO_PROXY: noProxy, no_proxy: noProxy }
  const before = Object.fromEntries(
    proxyVariables.map((name) => [name, environment[name] ?? null]),
  ) as RunVariables['before']
  return { ...set, [runVariable]: JSON.stringify({ set, before } satisfies RunVariables) }
}

/**
 * What the child reaches without the proxy: this machine and what it reached so before, but not the API. A `*` goes as well:
 * the proxy then reaches everything else as directly as the child would have.
 */
function noProxyFor(mockHost: string, before = ''): string {
  const kept = before.split(/[\s,]+/).filter((name) => name !== '' && !exemptsTheApi(name))
  return [...new Set([...kept, 'localhost', '127.0.0.1', '::1', mockHost.replace(/^\[|\]$/g, '')])].join(',')
}

function exemptsTheApi(entry: string): boolean {
  const name = entry.toLowerCase().replace(/:\d+$/, '').replace(/^\*/, '').replace(/^\./, '')
  // Some compare ends without looking for a dot (wget).
  return redirectedHosts.some((host) => host.endsWith(name))
}
