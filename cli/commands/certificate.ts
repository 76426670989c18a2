import { resolve } from 'node:path'
import { type BadCertificate, checkAppName } from '../../ca/index.js'
import { visible, visibleIn } from '../../contracts/index.js'
import type { CertificateView, IssuedCertificate } from '../../mock-server/index.js'
import { writeBadCertificate } from '../bad-certificate-files.js'
import { openCertificates } from '../certificate-access.js'
import { isKorean, told } from '../language.js'
import { type GivenFlags, readSettings } from '../settings/read-settings.js'
import { readText } from '../settings/text-value.js'
import { padded, painter } from '../terminal.js'

/** What the flags of an action said. */
export interface CertificateFlags {
  readonly json?: boolean
  readonly validDays?: string
}

/**
 * Issues a certificate and says where its files lie.
 *
 * @returns the exit code
 * @throws CodedError `ERR_INVALID_OPTION`, `ERR_CA_*`
 */
export async function issue(flags: GivenFlags, asked: CertificateFlags): Promise<number> {
  const { certificates } = await subject(flags)
  return tellIssued('issued', await certificates.issue(optionsOf(asked)), asked)
}

/**
 * Issues the successor of a certificate.
 *
 * @returns the exit code
 * @throws CodedError `ERR_NOT_FOUND`, `ERR_CONFLICT`, `ERR_INVALID_OPTION`, `ERR_CA_*`
 */
export async function renew(flags: GivenFlags, serialNumber: string, asked: CertificateFlags): Promise<number> {
  const { certificates } = await subject(flags)
  const code = tellIssued('issued', await certificates.renew(serialNumber, optionsOf(asked)), asked)
  if (asked.json !== true) {
    write([
      told(
        `The old one stays active. When no client uses it any more: apps-in-toss-mock certificate revoke ${serialNumber}`,
      ),
    ])
  }
  return code
}

/**
 * Lists the certificates of the mini-app.
 *
 * @returns the exit code
 * @throws CodedError `ERR_NOT_FOUND` where there is no folder, `ERR_CA_*`
 */
export async function list(flags: GivenFlags, { json }: CertificateFlags): Promise<number> {
  const { certificates, dir, miniApp } = await subject(flags)
  const found = await certificates.list()
  if (json === true) writeJson(found)
  else if (found.length === 0) write([told(`${miniApp} has no certificate in ${dir}.`)])
  else write(found.flatMap((certificate, index) => [...(index === 0 ? [] : ['']), ...inWords(certificate)]))
  return 0
}

/**
 * Revokes a certificate.
 *
 * @returns the exit code
 * @throws CodedError `ERR_NOT_FOUND`, `ERR_CONFLICT`, `ERR_CA_*`
 */
export async function revoke(flags: GivenFlags, serialNumber: string, { json }: CertificateFlags): Promise<number> {
  const { certificates, running, dir } = await subject(flags)
  const revoked = await certificates.revoke(serialNumber)
  if (json === true) {
    writeJson(revoked)
    return 0
  }
  const from = running === undefined ? `every mock that uses ${dir}` : `the mock at ${running}`
  write([
    told(`revoked  CN=${revoked.commonName}, serial ${revoked.serialNumber}`),
    told(`From now on ${from} refuses it.`),
  ])
  return 0
}

/**
 * Writes a bad certificate, its key and the authority into a folder.
 *
 * @returns the exit code
 * @throws CodedError `ERR_INVALID_OPTION` for an unknown kind, and for files that are there already
 */
export async function bad(
  flags: GivenFlags,
  kind: string,
  { json, output }: CertificateFlags & { readonly output: string },
): Promise<number> {
  const { certificates } = await subject(flags)
  const made = await certificates.bad(kind as BadCertificate)
  const files = writeBadCertificate(resolve(output), made)
  if (json === true) writeJson({ kind, files })
  else write([`cert  ${files.cert}`, `key   ${files.key}`, `ca    ${files.ca}`])
  return 0
}

async function subject(flags: GivenFlags) {
  const { options } = await readSettings(flags, process.env, process.cwd())
  const miniApp = checkAppName(options.appName ?? 'my-mini-app')
  return { dir: options.dir, miniApp, ...(await openCertificates(options.dir, miniApp)) }
}

function optionsOf({ validDays }: CertificateFlags): { validDays?: number } {
  if (validDays === undefined) return {}
  return { validDays: readText({ kind: 'number' }, validDays, '--valid-days', '') as number }
}

function tellIssued(
  done: string,
  { appName, serialNumber, validTo, files }: IssuedCertificate,
  { json }: CertificateFlags,
): number {
  if (json === true) {
    writeJson({ appName, serialNumber, validTo, ...files })
    return 0
  }
  write([
    told(`${done}   CN=${appName}, serial ${serialNumber}, valid until ${dayOf(validTo)}`),
    ...(files === undefined ? [] : [`cert     ${files.cert}`, `key      ${files.key}`, `PKCS#12  ${files.pkcs12}`]),
  ])
  return 0
}

function inWords(certificate: CertificateView): string[] {
  const { commonName, serialNumber, fingerprint, validFrom, validTo, ...rest } = visibleIn(certificate)
  const { daysLeft, state, revokedAt, lastSeen, openConnections, files } = rest
  const paint = painter(process.stdout)
  const colour = { active: 'green', revoked: 'red', expired: 'yellow' } as const
  const connections =
    openConnections === 0
      ? ''
      : `, ${told(`${openConnections} open ${openConnections === 1 ? 'connection' : 'connections'}`)}`
  const left = { active: `, ${told(`${daysLeft} days left`)}`, revoked: `, ${revokedAt}`, expired: '' }[state]
  const row = (label: string, value: string) => `  ${padded(told(label), 12)} ${value}`
  return [
    `${paint('bold', commonName)}  ${paint(colour[state], told(state))}${left}`,
    row('serial', serialNumber),
    row('fingerprint', fingerprint),
    row('valid', `${dayOf(validFrom)} ${isKorean() ? '~' : 'to'} ${dayOf(validTo)}`),
    row('last seen', (lastSeen ?? told('not by a mock that runs now')) + connections),
    ...(files === undefined ? [] : [row('cert', files.cert), row('key', files.key)]),
  ]
}

function dayOf(instant: string): string {
  return instant.slice(0, 10)
}

function write(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}

function writeJson(value: unknown): void {
  process.stdout.write(`${visible(JSON.stringify(value))}\n`)
}
