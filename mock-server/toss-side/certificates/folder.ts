import {
  inspectCertificate,
  issueFurtherCertificate,
  openCertificateDirectory,
  readAuthority,
  validityOn,
} from '../../../ca/index.js'
import { CodedError } from '../../../errors/index.js'
import { createLog } from '../../record/log.js'
import { createClock } from '../../world/clock.js'
import type { CertificateOptions, IssuedCertificate, MiniAppCertificates } from './mini-app-certificates.js'
import { createCertificateRegistry } from './registry.js'

/**
 * The certificates of a mini-app in a folder on which no mock runs. A mock that is started later, or that runs unknown to
 * the caller, knows of revocations from the file that they are kept in.
 *
 * @returns the same as for a running mock; nothing was ever seen, of course
 */
export function certificatesInFolder(dir: string, miniApp: string): Omit<MiniAppCertificates, 'mails'> {
  const open = (): MiniAppCertificates => {
    const authority = readAuthority(dir)
    if (authority === undefined) {
      throw new CodedError('ERR_NOT_FOUND', `dir: there are no certificates in ${dir}`, {
        fix: 'Name the folder of the mock with --dir, or issue a certificate: that makes the folder.',
      })
    }
    return createCertificateRegistry({
      certificates: { authority, dir },
      clock: createClock(),
      log: createLog({ level: 'silent', format: 'pretty' }),
      language: 'en',
      connections: () => undefined,
    }).of(miniApp)
  }
  return {
    issue: async (options) => (readAuthority(dir) === undefined ? found(dir, miniApp, options) : open().issue(options)),
    list: async () => open().list(),
    revoke: async (serialNumber) => open().revoke(serialNumber),
    renew: async (serialNumber, options) => open().renew(serialNumber, options),
    bad: async (kind) => open().bad(kind),
  }
}

/** Makes the folder with everything in it; the mini-app's first certificate is the one that is issued. */
async function found(dir: string, miniApp: string, { validDays }: CertificateOptions = {}): Promise<IssuedCertificate> {
  const { authority, client } = await openCertificateDirectory({ dir, appName: miniApp })
  const issued =
    validDays === undefined
      ? client
      : await issueFurtherCertificate({ dir, appName: miniApp, ...validityOn(new Date(), validDays) })
  const { serialNumber, notAfter } = inspectCertificate(issued.cert)
  const { appName, cert, key, paths: files } = issued
  return { appName, cert, key, ca: authority.cert, serialNumber, validTo: notAfter.toISOString(), files }
}
