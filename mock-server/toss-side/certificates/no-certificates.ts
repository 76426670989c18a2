import type { MiniAppCertificates } from './mini-app-certificates.js'

/** The certificates of a mini-app that no server stands behind, as while a seed is made. */
export const noCertificates: MiniAppCertificates = {
  issue: refuse,
  list: async () => [],
  revoke: refuse,
  renew: refuse,
  bad: refuse,
  mails: async () => [],
}

async function refuse(): Promise<never> {
  throw new Error('there is no certificate authority here')
}
