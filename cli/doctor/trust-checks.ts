import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { authorityName, inspectCertificate } from '../../ca/index.js'
import { shownPath } from '../../client/path-shape.js'
import { readCertificate } from '../../client/pem.js'
import { isCodedError } from '../../errors/index.js'
import type { Environment } from '../settings/environment.js'
import { shellWord } from '../shell-quote.js'
import type { ClientPair } from './certificate-checks.js'
import { type CheckResult, ok, problem, skipped, warning } from './check-result.js'
import { checkForms } from './form-checks.js'
import { certificatesIn, type Pem, readPem } from './pem.js'
import type { Subject } from './subject.js'

/** What the checks of trust found, and the configured authority where it can be used. */
export interface TrustFindings {
  readonly findings: CheckResult[]
  readonly authority?: Pem
}

/** Checks whom this Node trusts, and who trusts the client certificate. */
export function checkTrust(
  { ca, production }: Subject,
  pair: ClientPair | undefined,
  environment: Environment,
  now: Date,
): TrustFindings {
  const verification = checkVerification(environment)
  if (ca === undefined) {
    const text = production
      ? 'none configured, and none needed: the certificate of production is publicly trusted'
      : 'none configured: only servers with a publicly trusted certificate can be reached'
    return { findings: [skipped('authority', text), checkNode(undefined, environment), verification] }
  }
  let authority: Pem
  try {
    authority = readPem(ca.from, ca)
    readCertificate(authority.text, authority.label)
  } catch (error) {
    if (!isCodedError(error)) throw error
    return {
      findings: [problem('authority', error.message, error.fix), checkNode(undefined, environment), verification],
    }
  }
  const findings = [
    ...(production ? [] : checkIssuer(pair, authority)),
    ...checkForms('authority', authority),
    checkAuthority(authority, now),
    checkNode(authority, environment),
    verification,
  ]
  return { findings, authority }
}

function checkAuthority(authority: Pem, now: Date): CheckResult {
  const { commonName, notBefore, notAfter } = inspectCertificate(authority.text)
  const x509 = new X509Certificate(authority.text)
  if (!x509.ca) {
    const fix = 'Name the certificate of the authority: ca.crt in the folder of the mock.'
    return problem('authority', `${authority.label} is the certificate of ${commonName}, not of an authority`, fix)
  }
  if (notAfter <= now || notBefore > now) {
    const text = `${authority.label} is valid from ${notBefore.toISOString()} to ${notAfter.toISOString()} only`
    return problem('authority', text, 'Check the clock of this machine; the mock renews its own when it starts.')
  }
  return ok('authority', `${commonName} (${authority.label})`)
}

/** The mock lets in what its own authority issued, and nothing else. */
function checkIssuer(pair: ClientPair | undefined, authority: Pem): CheckResult[] {
  const x509 = new X509Certificate(authority.text)
  if (pair === undefined || inspectCertificate(authority.text).commonName !== authorityName) return []
  if (pair.x509.checkIssued(x509) && pair.x509.verify(x509.publicKey)) {
    return [ok('issuer', 'the client certificate was issued by the authority of this mock')]
  }
  const { issuerCommonName } = inspectCertificate(pair.cert.text)
  return [
    problem(
      'issuer',
      `the client certificate was issued by ${issuerCommonName}, not by ${authority.label}: the mock refuses it`,
      'For the mock, use the certificate and key in its own folder; those of the console are for production.',
    ),
  ]
}

/** Node reads `NODE_EXTRA_CA_CERTS` once, when it starts. */
function checkNode(authority: Pem | undefined, environment: Environment): CheckResult {
  const path = environment.NODE_EXTRA_CA_CERTS
  if (path === undefined || path === '') {
    if (authority === undefined) return ok('trusted-by-node', 'NODE_EXTRA_CA_CERTS is not set, and not needed')
    return warning(
      'trusted-by-node',
      'NODE_EXTRA_CA_CERTS is not set: a Node program that does not pass the authority itself refuses the mock (SELF_SIGNED_CERT_IN_CHAIN)',
      `Pass ca to the HTTP client, or export NODE_EXTRA_CA_CERTS=${shellWord(authority.path ?? 'ca.crt')} before Node starts; set by the program itself it comes too late.`,
    )
  }
  let bundle: string
  try {
    bundle = readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const text = `NODE_EXTRA_CA_CERTS names ${shownPath(path)}, which cannot be read (${code}): Node ignores it`
    return problem('trusted-by-node', text, 'Correct the path; the shell does not expand ~ in quotes.')
  }
  if (authority === undefined) return ok('trusted-by-node', `NODE_EXTRA_CA_CERTS adds ${path}`)
  const wanted = new X509Certificate(authority.text).fingerprint256
  const trusted = certificatesIn(bundle).map((pem) => new X509Certificate(pem).fingerprint256)
  if (trusted.includes(wanted)) return ok('trusted-by-node', `NODE_EXTRA_CA_CERTS holds the authority (${path})`)
  return warning(
    'trusted-by-node',
    `NODE_EXTRA_CA_CERTS names ${path}, which does not hold the authority ${authority.label}: a Node program that does not pass it itself refuses the mock`,
    'Pass ca to the HTTP client, or name that file, or one that holds both, in NODE_EXTRA_CA_CERTS; then start Node anew.',
  )
}

function checkVerification(environment: Environment): CheckResult {
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return ok('verification', 'Node checks whom it talks to')
  return problem(
    'verification',
    'NODE_TLS_REJECT_UNAUTHORIZED=0 makes Node trust every server: in production, anybody in between could read the tokens',
    'Unset it, and trust the authority of the mock instead (NODE_EXTRA_CA_CERTS, or ca in the HTTP client).',
  )
}
