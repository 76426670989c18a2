import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { join } from 'node:path'
// Node 20 leaves tls.createSecureContext undefined for good where toLegacyObject() is called before node:tls is loaded.
import 'node:tls'
import { CodedError, type ErrorCode } from '../../errors/index.js'
import { authorityName, authorityOrganization } from '../authority.js'
import { isAddress } from '../host-name.js'
import { formerNameConstraints, nameConstraints } from '../name-constraints.js'
import { belongsToCertificate, isWholePkcs12 } from '../pkcs12.js'
import { type ClientFiles, clientFileNames, type FolderContents, fileNames, isOursAlone } from './files.js'

/** A certificate of ours and the key that fits it. */
export interface Pair {
  readonly cert: string
  readonly key: string
  readonly x509: X509Certificate
}

/**
 * What was found: nothing, something of ours that can be used as it is, or something of ours that has to be made anew.
 * `keepsIssued`: an authority that is made anew over the same key, so that what it has issued stays good. A missing certificate
 * whose `key` is there is made again over it.
 */
export type FolderPart<T> =
  | { readonly state: 'missing'; readonly key?: string }
  | { readonly state: 'fits'; readonly value: T }
  | { readonly state: 'outdated'; readonly value: T; readonly reason: string; readonly keepsIssued?: boolean }

/** What is to be in the folder. */
export interface Wanted {
  readonly dir: string
  readonly appName: string
  readonly hostNames: readonly string[]
  readonly now: Date
  /** A clock ahead of `now` by which client certificates are to be valid as well. */
  readonly clock?: Date | undefined
}

/** A mini-app's files. */
export interface ClientState {
  readonly appName: string
  readonly files: ClientFiles
  readonly pair: FolderPart<Pair>
  /** `fits` when it was made for the certificate of `pair`. */
  readonly pkcs12: FolderPart<Buffer>
  readonly password: string | undefined
}

export interface FolderState {
  readonly authority: FolderPart<Pair>
  readonly server: FolderPart<Pair>
  readonly client: ClientState
  readonly tokenSigningKey: FolderPart<string>
  readonly gitignoreMissing: boolean
}

/** How Node writes the name of an authority that was made here. */
export const authoritySubject = `CN=${authorityName}\nO=${authorityOrganization}`

const day = 86_400_000

/** Why something is made anew that was good in itself. */
export const authorityRenewed = 'its authority was renewed'

/**
 * Says what of the folder's contents can stay and what is to be made, or throws when something is not ours: then nothing
 * may be written. Ours is what this folder's authority has issued; an authority is ours by its name.
 *
 * @throws CodedError `ERR_CA_FILE_DAMAGED`, `ERR_CA_INCOMPLETE`, `ERR_CA_KEY_MISMATCH`, `ERR_CA_FOREIGN_FILE`
 */
export function judge(contents: FolderContents, wanted: Wanted): FolderState {
  const authority = judgeAuthority(contents, wanted)
  return {
    authority,
    server: judgeServer(contents, wanted, authority),
    client: judgeClient(contents, wanted, authority),
    tokenSigningKey: judgeTokenSigningKey(contents, wanted.dir),
    gitignoreMissing: contents.get(fileNames.gitignore) === undefined && isOursAlone(wanted.dir),
  }
}

/** A folder in which nothing is to be made. */
export interface FittingFolder {
  readonly authority: Pair
  readonly server: Pair
  readonly client: { readonly files: ClientFiles; readonly pair: Pair; readonly password: string }
  readonly tokenSigningKey: string
}

/** The folder's contents, or undefined when something is missing or outdated. */
export function fitting({
  authority,
  server,
  client: { files, pair, pkcs12, password },
  tokenSigningKey,
  gitignoreMissing,
}: FolderState): FittingFolder | undefined {
  if (authority.state !== 'fits' || server.state !== 'fits' || tokenSigningKey.state !== 'fits') return undefined
  if (pair.state !== 'fits' || pkcs12.state !== 'fits' || password === undefined || gitignoreMissing) return undefined
  return {
    authority: authority.value,
    server: server.value,
    client: { files, pair: pair.value, password },
    tokenSigningKey: tokenSigningKey.value,
  }
}

/** Exported for those who need only the authority. */
export function judgeAuthority(contents: FolderContents, { dir, now }: Pick<Wanted, 'dir' | 'now'>): FolderPart<Pair> {
  const pair = readPair(contents, dir, fileNames.ca, fileNames.caKey)
  if ('state' in pair) {
    if (pair.key === undefined || hasIssuedServer(pair.key, contents)) return pair
    throw incomplete(dir, fileNames.caKey, fileNames.ca)
  }
  const { subject, issuer } = pair.x509
  const isOurs = subject === authoritySubject && issuer === subject && pair.x509.ca
  if (!isOurs) throw foreign(dir, fileNames.ca, `is not an authority that was made here, but "${oneLine(subject)}"`)
  return byConstraints(pair, dir) ?? byDates(pair, now)
}

/** Whether a key is that of an authority of ours: it has signed the server's certificate. */
function hasIssuedServer(key: string, contents: FolderContents): boolean {
  const server = contents.get(fileNames.server)
  try {
    const x509 = server && new X509Certificate(server)
    return x509?.issuer === authoritySubject && x509.verify(createPublicKey(key))
  } catch {
    return false
  }
}

/** An authority of an earlier version is made anew; one with other constraints than ours ever had was not made here. */
function byConstraints(value: Pair, dir: string): FolderPart<Pair> | undefined {
  const { raw } = value.x509
  if (raw.includes(nameConstraints)) return undefined
  if (!raw.includes(formerNameConstraints)) {
    throw foreign(
      dir,
      fileNames.ca,
      'bears the name of this mock, but not the name constraints of an authority made here',
    )
  }
  const reason = 'its name constraints held addresses too, which Bun and Mono refuse'
  return { state: 'outdated', value, reason, keepsIssued: true }
}

function judgeServer(contents: FolderContents, wanted: Wanted, authority: FolderPart<Pair>): FolderPart<Pair> {
  const { server, serverKey } = fileNames
  const finding = judgeIssued(contents, wanted, authority, server, serverKey)
  if (finding.state !== 'fits') return finding
  if (authority.state === 'outdated') return { ...finding, state: 'outdated', reason: authorityRenewed }
  const { x509 } = finding.value
  const lacking = wanted.hostNames.filter((name) => !(isAddress(name) ? x509.checkIP(name) : x509.checkHost(name)))
  if (lacking.length === 0) return finding
  return { ...finding, state: 'outdated', reason: `it did not name ${lacking.join(', ')}` }
}

/** Exported for the renewal of an authority, which takes the other mini-apps' certificates along. */
export function judgeClient(
  contents: FolderContents,
  wanted: Wanted,
  authority: FolderPart<Pair>,
  appName: string = wanted.appName,
): ClientState {
  const files = clientFileNames(appName)
  const { now, clock = now } = wanted
  const latest = clock > now ? clock : now
  const pair = judgeIssued(contents, wanted, authority, files.cert, files.key, latest)
  // A key alone may be the user's own; the PKCS#12 file beside it, which renewal opens, shows that it is not.
  if (pair.state === 'missing' && pair.key !== undefined && contents.get(files.pkcs12) === undefined) {
    throw incomplete(wanted.dir, files.key, files.cert)
  }
  if (pair.state !== 'missing') {
    const { CN } = pair.value.x509.toLegacyObject().subject
    if (CN !== appName) throw foreign(wanted.dir, files.cert, `was issued for "${CN}"`)
  }
  const pkcs12 = judgePkcs12(contents, wanted.dir, files.pkcs12, pair)
  const password = readPassword(contents, wanted.dir, files)
  return { appName, files, pair, pkcs12, password }
}

/** Does not open it, which would take as long as everything else here together. */
function judgePkcs12(contents: FolderContents, dir: string, file: string, pair: FolderPart<Pair>): FolderPart<Buffer> {
  const content = contents.get(file)
  if (!content) return { state: 'missing' }
  if (!isWholePkcs12(content)) throw damaged(dir, file, 'is not a PKCS#12 file, or was cut off')
  const fits = pair.state === 'fits' && belongsToCertificate(content, pair.value.x509.fingerprint)
  if (fits) return { state: 'fits', value: content }
  return { state: 'outdated', value: content, reason: 'it belonged to an earlier certificate' }
}

function readPassword(contents: FolderContents, dir: string, files: ClientFiles): string | undefined {
  const text = contents.get(files.pkcs12Password)?.toString()
  if (text === undefined) return undefined
  const password = text.replace(/\r?\n$/, '')
  if (password === '') throw damaged(dir, files.pkcs12Password, 'is empty')
  return password
}

function judgeTokenSigningKey(contents: FolderContents, dir: string): FolderPart<string> {
  const content = contents.get(fileNames.tokenSigningKey)
  if (!content) return { state: 'missing' }
  readKey(content, dir, fileNames.tokenSigningKey)
  return { state: 'fits', value: content.toString() }
}

function judgeIssued(
  contents: FolderContents,
  { dir, now }: Wanted,
  authority: FolderPart<Pair>,
  certFile: string,
  keyFile: string,
  latest = now,
): FolderPart<Pair> {
  const pair = readPair(contents, dir, certFile, keyFile)
  if ('state' in pair) {
    if (pair.key === undefined || authority.state !== 'missing') return pair
    throw incomplete(dir, keyFile, certFile)
  }
  if (authority.state === 'missing' && authority.key === undefined) {
    const what = `was issued by "${oneLine(pair.x509.issuer)}", but ${fileNames.ca} is not there`
    throw foreign(dir, certFile, what, [fileNames.ca, fileNames.caKey])
  }
  if (!isIssuedBy(authority, pair.x509)) {
    throw foreign(
      dir,
      certFile,
      `was not issued by ${fileNames.ca} beside it (its issuer: "${oneLine(pair.x509.issuer)}")`,
    )
  }
  if (authority.state === 'outdated' && !authority.keepsIssued) {
    return { state: 'outdated', value: pair, reason: authorityRenewed }
  }
  return byDates(pair, now, latest)
}

/** By its certificate, or by its key where only that is there. */
function isIssuedBy(authority: FolderPart<Pair>, certificate: X509Certificate): boolean {
  if (authority.state !== 'missing') {
    const { x509 } = authority.value
    return certificate.checkIssued(x509) && certificate.verify(x509.publicKey)
  }
  return authority.key !== undefined && certificate.verify(createPublicKey(authority.key))
}

/** @param latest - by which it must not have expired */
function byDates(value: Pair, now: Date, latest = now): FolderPart<Pair> {
  const notBefore = new Date(value.x509.validFrom)
  const notAfter = new Date(value.x509.validTo)
  if (now < notBefore) {
    return { state: 'outdated', value, reason: `it was not valid before ${notBefore.toISOString()}` }
  }
  if (latest >= notAfter) return { state: 'outdated', value, reason: `it expired on ${notAfter.toISOString()}` }
  if (notAfter.getTime() - latest.getTime() <= day) {
    return { state: 'outdated', value, reason: `it would have expired on ${notAfter.toISOString()}, within a day` }
  }
  return { state: 'fits', value }
}

function readPair(
  contents: FolderContents,
  dir: string,
  certFile: string,
  keyFile: string,
): Pair | (FolderPart<Pair> & { state: 'missing' }) {
  const cert = contents.get(certFile)
  const key = contents.get(keyFile)
  if (!cert && !key) return { state: 'missing' }
  if (!key) throw incomplete(dir, certFile, keyFile)
  if (!cert) {
    readKey(key, dir, keyFile)
    return { state: 'missing', key: key.toString() }
  }
  let x509: X509Certificate
  try {
    x509 = new X509Certificate(cert)
  } catch (cause) {
    throw damaged(dir, certFile, 'is not an X.509 certificate in PEM', cause)
  }
  if (!x509.checkPrivateKey(readKey(key, dir, keyFile))) {
    throw blaming(
      keyFile,
      'ERR_CA_KEY_MISMATCH',
      `${join(dir, keyFile)} is not the private key of ${certFile} beside it.`,
    )
  }
  return { cert: cert.toString(), key: key.toString(), x509 }
}

function readKey(pem: Buffer, dir: string, file: string): KeyObject {
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch (cause) {
    throw damaged(dir, file, 'is not an unencrypted private key in PEM', cause)
  }
  if (key.asymmetricKeyType !== 'rsa') throw damaged(dir, file, `is not an RSA key but ${key.asymmetricKeyType}`)
  return key
}

function damaged(dir: string, file: string, what: string, cause?: unknown): CodedError {
  return blaming(file, 'ERR_CA_FILE_DAMAGED', `${join(dir, file)} ${what}.`, cause)
}

function foreign(dir: string, file: string, what: string, missing?: readonly string[]): CodedError {
  return blaming(file, 'ERR_CA_FOREIGN_FILE', `${join(dir, file)} ${what}.`, undefined, missing)
}

function incomplete(dir: string, there: string, gone: string): CodedError {
  const message = `${join(dir, there)} is there, but ${gone}, which belongs to it, is not.`
  return blaming(there, 'ERR_CA_INCOMPLETE', message, undefined, [gone])
}

/** What an error of `judge` is about. */
export interface Fault {
  /** The file that stands in the way. */
  readonly file: string
  /** What would help if there were a copy of it: that file, or those without which it is of no use. */
  readonly restore: readonly string[]
}

const faults = new WeakMap<object, Fault>()

function blaming(
  file: string,
  code: ErrorCode,
  message: string,
  cause?: unknown,
  restore = [file] as readonly string[],
) {
  const error = new CodedError(code, message, { cause })
  faults.set(error, { file, restore })
  return error
}

/** The fault in the folder that an error of `judge` is about. */
export function faultOf(error: unknown): Fault | undefined {
  return typeof error === 'object' && error !== null ? faults.get(error) : undefined
}

function oneLine(name: string): string {
  return name.replaceAll('\n', ', ')
}
