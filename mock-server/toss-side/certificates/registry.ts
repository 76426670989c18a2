import {
  type ClientCertificate,
  clientCertificateDays,
  inspectCertificate,
  issueBadCertificate,
  type Revocation,
  type StoredClientCertificate,
  validityOn,
} from '../../../ca/index.js'
import { CodedError } from '../../../errors/index.js'
import type { TlsServer, TlsServerOptions } from '../../partner-side/listener/tls-server.js'
import type { Language } from '../../record/language.js'
import type { Log } from '../../record/log.js'
import type { Clock } from '../../world/clock.js'
import { type CertificateRecord, normalSerialNumber } from './certificate-record.js'
import { createExpiryLog } from './expiry-log.js'
import { dueWarnings, mailOf } from './expiry-warnings.js'
import { type CertificateSource, openLedger } from './ledger.js'
import type { CertificateOptions, CertificateView, MiniAppCertificates } from './mini-app-certificates.js'
import { objectionTo } from './objection.js'

/** Every certificate that the mock knows, and what became of it. */
export interface CertificateRegistry {
  /** What the listener asks and tells. */
  readonly listener: Required<Pick<TlsServerOptions, 'judge' | 'onUse'>>
  /** Takes a certificate that was issued elsewhere into the list. */
  adopt(certificate: ClientCertificate): void
  of(miniApp: string): MiniAppCertificates
  /** Back to what there is at a start: of one mini-app, or of all. What lies in a folder stays. */
  reset(miniApp?: string): void
}

/** What the registry works with. */
export interface CertificateRegistryOptions {
  readonly certificates: CertificateSource
  readonly clock: Clock
  readonly log: Log
  readonly language: Language
  /** The listener, once there is one; undefined where the folder of a mock that does not run is worked on. */
  connections(): Pick<TlsServer, 'connectionsOf' | 'closeConnectionsOf'> | undefined
}

const day = 86_400_000

/** Opens the registry, and says in the log what the developer should know of the certificates that there are. */
export function createCertificateRegistry(options: CertificateRegistryOptions): CertificateRegistry {
  const { certificates, clock, log, language, connections } = options
  const { authority, client: main, dir } = certificates
  const ledger = openLedger(certificates)
  const expiryLog = createExpiryLog({ log, language })
  /** By mini-app, then by serial number. */
  const known = new Map<string, Map<string, CertificateRecord>>()
  const lastSeen = new Map<string, number>()
  let revoked = ledger.revocations()

  let complaint = ''

  /** Revocations, and those of another process that works on the same folder. */
  function refresh(): void {
    try {
      const found = ledger.revocations()
      complaint = ''
      if (found === revoked) return
      revoked = found
      connections()?.closeConnectionsOf(({ serialNumber }) => revoked.has(serialNumber))
    } catch (error) {
      const { message } = error as Error
      if (message !== complaint) log.error(`certificates: ${message} Those known to be revoked stay so.`)
      complaint = message
    }
  }

  function remember(record: CertificateRecord): CertificateRecord {
    const ofMiniApp = known.get(record.commonName) ?? new Map<string, CertificateRecord>()
    known.set(record.commonName, ofMiniApp)
    const before = ofMiniApp.get(record.serialNumber)
    const merged = { ...record, issuedAt: before?.issuedAt ?? record.issuedAt }
    ofMiniApp.set(record.serialNumber, merged)
    return merged
  }

  function rememberIssued(
    { appName, cert, paths }: ClientCertificate & Partial<StoredClientCertificate>,
    issuedAt?: number,
  ): CertificateRecord {
    const { serialNumber, fingerprint256: fingerprint, notBefore, notAfter } = inspectCertificate(cert)
    const validFrom = notBefore.getTime()
    return remember({
      commonName: appName,
      serialNumber,
      fingerprint,
      validFrom,
      validTo: notAfter.getTime(),
      issuedAt: issuedAt ?? validFrom,
      ...(paths && { files: { cert: paths.cert, key: paths.key } }),
    })
  }

  /** Every certificate of a mini-app: issued here, in the folder, revoked, or seen. */
  function recordsOf(miniApp: string): CertificateRecord[] {
    refresh()
    for (const stored of ledger.stored(miniApp)) remember({ ...stored, issuedAt: stored.validFrom })
    for (const revocation of revoked.values()) {
      const isKnown = known.get(miniApp)?.has(revocation.serialNumber) === true
      if (revocation.commonName === miniApp && !isKnown) remember(recordOf(revocation))
    }
    return [...(known.get(miniApp)?.values() ?? [])].sort((a, b) => a.issuedAt - b.issuedAt)
  }

  /** The same as far as the folder can be read: a broken file in it stops neither a start nor the clock. */
  function readableRecordsOf(miniApp: string): CertificateRecord[] {
    try {
      return recordsOf(miniApp)
    } catch {
      return [...(known.get(miniApp)?.values() ?? [])]
    }
  }

  /** Real time, and the mock's, whichever is ahead: OpenSSL looks at the one, the mock at the other. */
  function latest(): number {
    const { now, aheadBy } = clock.state
    return Math.max(now, now - aheadBy)
  }

  function viewOf(record: CertificateRecord): CertificateView {
    const { serialNumber, validFrom, validTo, commonName, fingerprint, files } = record
    const { revokedAt = null } = revoked.get(serialNumber) ?? {}
    const seen = lastSeen.get(serialNumber)
    return {
      commonName,
      serialNumber,
      fingerprint,
      validFrom: new Date(validFrom).toISOString(),
      validTo: new Date(validTo).toISOString(),
      daysLeft: Math.floor((validTo - clock.now()) / day),
      state: revokedAt !== null ? 'revoked' : latest() >= validTo ? 'expired' : 'active',
      revokedAt,
      lastSeen: seen === undefined ? null : new Date(seen).toISOString(),
      openConnections: connections()?.connectionsOf(serialNumber) ?? 0,
      ...(files && { files }),
    }
  }

  function find(miniApp: string, serialNumber: string): CertificateRecord {
    const wanted = normalSerialNumber(serialNumber)
    const record = recordsOf(miniApp).find((each) => each.serialNumber === wanted)
    if (record !== undefined) return record
    throw new CodedError(
      'ERR_NOT_FOUND',
      `serialNumber: ${miniApp} has no certificate ${JSON.stringify(serialNumber)}`,
      {
        fix: 'List the certificates to see their serial numbers.',
      },
    )
  }

  async function issue(miniApp: string, { validDays = clientCertificateDays }: CertificateOptions) {
    const now = new Date(clock.now())
    const issued = await ledger.issue(miniApp, validityOn(now, validDays))
    const { serialNumber, validTo } = rememberIssued(issued, now.getTime())
    const { appName, cert, key, paths } = issued
    return {
      appName,
      cert,
      key,
      ca: authority.cert,
      serialNumber,
      validTo: new Date(validTo).toISOString(),
      ...(paths && { files: paths }),
    }
  }

  async function revoke(record: CertificateRecord): Promise<CertificateView> {
    const { commonName, serialNumber, fingerprint } = record
    const earlier = revoked.get(serialNumber)
    if (earlier !== undefined) {
      throw new CodedError('ERR_CONFLICT', `certificate ${serialNumber} was revoked already, at ${earlier.revokedAt}`, {
        fix: 'Nothing is left to do with it; issue a new one.',
      })
    }
    await ledger.revoke({
      commonName,
      serialNumber,
      fingerprint256: fingerprint,
      notBefore: new Date(record.validFrom).toISOString(),
      notAfter: new Date(record.validTo).toISOString(),
      revokedAt: new Date(clock.now()).toISOString(),
    })
    const closed = connections()?.connectionsOf(serialNumber) ?? 0
    refresh()
    log.info(
      `the client certificate CN=${commonName}, serial ${serialNumber} was revoked; ${closed} ${closed === 1 ? 'connection' : 'connections'} closed`,
    )
    return viewOf(record)
  }

  function renewable(record: CertificateRecord): CertificateRecord {
    const revocation = revoked.get(record.serialNumber)
    if (revocation === undefined) return record
    throw new CodedError(
      'ERR_CONFLICT',
      `certificate ${record.serialNumber} was revoked at ${revocation.revokedAt}, and is not renewed`,
      { fix: 'Issue a new one.' },
    )
  }

  function lookAtExpiry(record: CertificateRecord): void {
    if (!revoked.has(record.serialNumber)) expiryLog.look(record, clock.now())
  }

  const listener: CertificateRegistry['listener'] = {
    judge(certificate) {
      refresh()
      return objectionTo(certificate, revoked.get(certificate.serialNumber), clock.state)
    },
    onUse({ miniApp, serialNumber, fingerprint, validTo }, certificate) {
      lastSeen.set(serialNumber, clock.now())
      if (certificate === undefined) return
      const validFrom = Date.parse(certificate.valid_from)
      const record = known.get(miniApp)?.get(serialNumber)
      const seen = { commonName: miniApp, serialNumber, fingerprint, validFrom, validTo, issuedAt: validFrom }
      lookAtExpiry(record ?? remember(seen))
    },
  }

  clock.onMove(() => {
    connections()?.closeConnectionsOf(({ validTo }) => latest() >= validTo)
    for (const miniApp of [...known.keys()]) for (const record of readableRecordsOf(miniApp)) lookAtExpiry(record)
  })

  if (main !== undefined) {
    const first = rememberIssued(main)
    lookAtExpiry(first)
    // Those that were over before are left alone: they would be told at each start.
    for (const record of readableRecordsOf(main.appName)) if (record.validTo > clock.now()) lookAtExpiry(record)
    const revocation = revoked.get(first.serialNumber)
    if (revocation !== undefined) log.warn(revokedLines[language](first, revocation))
  }

  return {
    listener,
    adopt: (certificate) => void rememberIssued(certificate),
    of: (miniApp) => ({
      issue: (given = {}) => issue(miniApp, given),
      list: async () => recordsOf(miniApp).map(viewOf),
      revoke: async (serialNumber) => revoke(find(miniApp, serialNumber)),
      async renew(serialNumber, given = {}) {
        renewable(find(miniApp, serialNumber))
        return issue(miniApp, given)
      },
      async bad(kind) {
        const { cert, key } = await issueBadCertificate(kind, {
          authority,
          appName: miniApp,
          ...(dir === undefined && main && { key: main.key }),
        })
        return { kind, cert, key, ca: authority.cert }
      },
      async mails() {
        const now = clock.now()
        return recordsOf(miniApp)
          .flatMap((record) => dueWarnings(record, now, instantOf(revoked.get(record.serialNumber))))
          .sort((a, b) => a.at - b.at)
          .map((warning) => mailOf(warning, language))
      },
    }),
    reset(miniApp) {
      ledger.forget(miniApp)
      refresh()
      const dropped = miniApp === undefined ? [...known.keys()] : [miniApp]
      for (const name of dropped) {
        for (const serialNumber of known.get(name)?.keys() ?? []) {
          lastSeen.delete(serialNumber)
          expiryLog.forget(serialNumber)
        }
        known.delete(name)
      }
      if (main !== undefined && dropped.includes(main.appName)) rememberIssued(main)
    },
  }
}

const revokedLines: Record<Language, (certificate: CertificateRecord, revocation: Revocation) => string> = {
  en: ({ commonName, serialNumber }, { revokedAt }) =>
    `the client certificate CN=${commonName}, serial ${serialNumber} was revoked at ${revokedAt}, and is refused. Issue a new one with: apps-in-toss-mock certificate issue --app-name ${commonName}`,
  ko: ({ commonName, serialNumber }, { revokedAt }) =>
    `클라이언트 인증서(CN=${commonName}, 일련번호 ${serialNumber})는 폐기돼서(${revokedAt}) 거절돼요. 새로 발급하는 명령: apps-in-toss-mock certificate issue --app-name ${commonName}`,
}

function recordOf({ commonName, serialNumber, fingerprint256, notBefore, notAfter }: Revocation): CertificateRecord {
  const validFrom = Date.parse(notBefore)
  const validTo = Date.parse(notAfter)
  return { commonName, serialNumber, fingerprint: fingerprint256, validFrom, validTo, issuedAt: validFrom }
}

function instantOf(revocation: Revocation | undefined): number | undefined {
  return revocation && Date.parse(revocation.revokedAt)
}
