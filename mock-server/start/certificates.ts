import {
  type CertificateSet,
  type ClientCertificate,
  createMemoryCertificates,
  issueBadServerCertificate,
  type KeyAndCertificate,
  openCertificateDirectory,
  type StoredClientCertificate,
} from '../../ca/index.js'
import type { ConnectionInfo } from '../control/route.js'
import { type ClockStart, startingInstant } from '../world/clock.js'
import type { ResolvedOptions } from './options.js'

/** The certificates to start with. The client's is valid in real time, and on the clock that begins as `start` says. */
export async function openCertificates(
  { dir, appName, host, hostNames: given, keyCache }: ResolvedOptions,
  start: ClockStart | undefined,
  authority?: KeyAndCertificate,
): Promise<CertificateSet> {
  const hostNames = isEverywhere(host) ? given : [...given, host]
  const clock = start && { clock: new Date(startingInstant(start, Date.now())) }
  return dir === undefined
    ? createMemoryCertificates({ appName, hostNames, keyCache, ...clock, ...(authority && { authority }) })
    : openCertificateDirectory({ dir, appName, hostNames, ...clock })
}

/** Such an address is none that anybody calls. */
function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}

/** What the server shows: its own certificate, or a bad one that was asked for. */
export function serverCertificateOf(
  { authority, server }: CertificateSet,
  { serverCertificate, hostNames }: ResolvedOptions,
): KeyAndCertificate | Promise<KeyAndCertificate> {
  if (serverCertificate === undefined) return server
  return issueBadServerCertificate(serverCertificate, { authority, hostNames, key: server.key })
}

/** The files of the first client certificate; none where they are kept in memory. */
export function filesOf(certificates: CertificateSet): Partial<ConnectionInfo> {
  const client: ClientCertificate & Partial<StoredClientCertificate> = certificates.client
  const { paths } = certificates as { paths?: { ca: string } }
  if (client.paths === undefined || paths === undefined) return {}
  const { cert, key, pkcs12 } = client.paths
  return { cert, key, ca: paths.ca, pkcs12, pkcs12Password: client.pkcs12Password }
}
