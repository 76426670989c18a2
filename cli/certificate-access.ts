import type { CertificatesSide, CertificateView } from '../mock-server/index.js'
import { certificatesInFolder } from '../mock-server/toss-side/certificates/folder.js'
import { certificatesSideOf } from '../mock-server/toss-side/commands/certificates.js'
import { callControl } from './control-call.js'
import { findRunning } from './running-mock.js'

/** The certificates of a mini-app, wherever they can be reached. */
export interface ReachedCertificates {
  readonly certificates: Omit<CertificatesSide, 'mails'>
  /** The address of the mock that runs on the folder; undefined where none does. */
  readonly running: string | undefined
}

/** Those of the mock that runs on the folder, so that it knows at once; or those of the folder. */
export async function openCertificates(dir: string, miniApp: string): Promise<ReachedCertificates> {
  const search = await findRunning(dir)
  if (search.state === 'running') {
    const { controlUrl, baseUrl } = search.mock.info
    return { certificates: certificatesOfMock(controlUrl, miniApp), running: baseUrl }
  }
  const certificates = certificatesSideOf({ ...certificatesInFolder(dir, miniApp), mails: async () => [] })
  return { certificates, running: undefined }
}

/** Over the control port. */
function certificatesOfMock(controlUrl: string, miniApp: string): Omit<CertificatesSide, 'mails'> {
  const base = `/mini-apps/${encodeURIComponent(miniApp)}`
  const of = (serialNumber: string) => `/certificates/${encodeURIComponent(serialNumber)}`

  const call = <Answer>(method: string, path: string, body?: object) =>
    callControl<Answer>(controlUrl, { method, path: `${base}${path}`, body })

  return {
    issue: (options = {}) => call('POST', '/certificates', options),
    list: async () => (await call<{ certificates: CertificateView[] }>('GET', '/certificates')).certificates,
    revoke: (serialNumber) => call('POST', `${of(serialNumber)}/revoke`),
    renew: (serialNumber, options = {}) => call('POST', `${of(serialNumber)}/renew`, options),
    bad: (kind) => call('POST', '/bad-certificates', { kind }),
  }
}
