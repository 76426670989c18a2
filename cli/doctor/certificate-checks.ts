import { createPrivateKey, X509Certificate } from 'node:crypto'
import { statSync } from 'node:fs'
import { authorityName, inspectCertificate } from '../../ca/index.js'
import { certificatePair } from '../../client/pem.js'
import { isCodedError } from '../../errors/index.js'
import { type CheckResult, ok, problem, skipped, warning } from './check-result.js'
import { checkForms } from './form-checks.js'
import { type Pem, readPem } from './pem.js'
import type { Subject } from './subject.js'

/** A client certificate and key that belong together. */
export interface ClientPair {
  readonly cert: Pem
  readonly key: Pem
  readonly x509: X509Certificate
  readonly commonName: string
}

/** What the checks of the client certificate found, and the pair where it can be used at all. */
export interface CertificateFindings {
  readonly findings: CheckResult[]
  readonly pair?: ClientPair
}

/** Checks that certificate and key can be read, belong together, and are fit for use at `now`. */
export function checkCertificate({ cert, key, production }: Subject, now: Date): CertificateFindings {
  if (cert === undefined || key === undefined) {
    const missing = cert !== undefined ? 'key' : 'certificate'
    const what = cert === undefined && key === undefined ? 'no client certificate is' : `the ${missing} is not`
    const text = `${what} configured; without certificate and key the platform refuses every connection (ERR_NETWORK)`
    const fix = 'Pass --cert and --key, set APPS_IN_TOSS_CERT and APPS_IN_TOSS_KEY, or start a mock in this folder.'
    return { findings: [problem(missing, text, fix)] }
  }
  const certPem = attempt('certificate', () => readPem(cert.from, cert))
  const keyPem = attempt('key', () => readPem(key.from, key))
  if ('status' in certPem || 'status' in keyPem) {
    return { findings: [certPem, keyPem].filter((each): each is CheckResult => 'status' in each) }
  }
  const forms = [...checkForms('certificate', certPem), ...checkForms('key', keyPem)]
  const names = { cert: certPem.label, key: keyPem.label }
  let pair: ClientPair
  try {
    const { info } = certificatePair(certPem.text, keyPem.text, names)
    pair = { cert: certPem, key: keyPem, x509: new X509Certificate(certPem.text), commonName: info.appName }
  } catch (error) {
    if (!isCodedError(error)) throw error
    const check = error.message.startsWith(names.key) ? 'key' : 'certificate'
    return { findings: [problem(check, error.message, error.fix), ...forms] }
  }
  const { issuerCommonName } = inspectCertificate(pair.cert.text)
  return {
    pair,
    findings: [
      ...forms,
      ok('certificate', `of mini-app ${pair.commonName}, issued by ${issuerCommonName} (${pair.cert.label})`),
      checkKey(pair),
      checkDates(pair, now),
      checkPurpose(pair),
      checkPermissions(pair),
      ...(production ? [checkIssuerForProduction(issuerCommonName)] : []),
    ],
  }
}

function attempt(check: 'certificate' | 'key', read: () => Pem): Pem | CheckResult {
  try {
    return read()
  } catch (error) {
    if (!isCodedError(error)) throw error
    return problem(check, error.message, error.fix)
  }
}

function checkKey({ key }: ClientPair): CheckResult {
  const { modulusLength = 0 } = createPrivateKey(key.text).asymmetricKeyDetails ?? {}
  if (modulusLength > 0 && modulusLength < 2048) {
    return warning('key', `it has ${modulusLength} bits, and 2048 are the least that TLS stacks accept`, 'Issue anew.')
  }
  if (key.text.includes('-----BEGIN RSA PRIVATE KEY-----')) {
    return warning(
      'key',
      'it belongs to the certificate, but is PKCS#1; JVM clients read PKCS#8 only',
      `For a JVM: openssl pkcs8 -topk8 -nocrypt -in ${key.path ?? 'old.key'} -out new.key`,
    )
  }
  return ok('key', `belongs to the certificate (${key.label})`)
}

function checkDates({ cert }: ClientPair, now: Date): CheckResult {
  const { notBefore, notAfter, daysLeft } = inspectCertificate(cert.text, now)
  const renewal =
    'Issue a new one in the console now: both may be active at once. The mock renews its own when it starts.'
  if (notAfter <= now) return problem('dates', `the client certificate expired on ${day(notAfter)}`, renewal)
  if (notBefore > now) {
    const text = `the client certificate is valid only from ${notBefore.toISOString()}, and it is ${now.toISOString()}`
    return problem('dates', text, 'Check the clock of this machine.')
  }
  // The console warns 30, 7 and 1 day before.
  if (daysLeft <= 30)
    return warning('dates', `the client certificate expires on ${day(notAfter)}: ${inDays(daysLeft)}`, renewal)
  return ok('dates', `valid until ${day(notAfter)}: ${inDays(daysLeft)}`)
}

const clientAuth = '1.3.6.1.5.5.7.3.2'

function checkPurpose({ x509 }: ClientPair): CheckResult {
  // Node calls the extended key usages `keyUsage`.
  const purposes: readonly string[] | undefined = x509.keyUsage
  if (purposes === undefined || purposes.includes(clientAuth)) return ok('purpose', 'meant for client authentication')
  const fix = 'Use the mini-app certificate (<appName>_public.crt), not the certificate of a server.'
  return problem('purpose', 'the certificate is not meant for client authentication: servers refuse it', fix)
}

function checkPermissions({ key }: ClientPair): CheckResult {
  if (key.path === undefined) return skipped('permissions', 'the key is not a file')
  if (process.platform === 'win32') return skipped('permissions', 'not looked at on Windows')
  const mode = statSync(key.path).mode & 0o777
  const octal = `0${mode.toString(8)}`
  if ((mode & 0o077) === 0) return ok('permissions', `only its owner can read the key (${octal})`)
  return warning(
    'permissions',
    `others on this machine can read the key (${octal})`,
    `chmod 600 ${key.path}. A key that leaked has to be revoked in the console.`,
  )
}

function checkIssuerForProduction(issuer: string | undefined): CheckResult {
  if (issuer !== authorityName) return ok('issuer', `not a certificate of this mock, but of ${issuer}`)
  return problem(
    'issuer',
    'the certificate was made by this mock; production does not know it',
    'Use the two files downloaded from the console ("mTLS 인증서" tab) for production.',
  )
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}

function inDays(days: number): string {
  return days === 1 ? '1 day left' : `${days} days left`
}
