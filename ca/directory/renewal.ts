import { createPublicKey, X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { CodedError, isCodedError } from '../../errors/index.js'
import { type Authority, clientCertificateDays, createAuthority, openAuthority } from '../authority.js'
import { pkcs12Certificates, toPkcs12 } from '../pkcs12.js'
import { generatePrivateKey } from '../private-key.js'
import { validFrom, validityOn } from '../validity.js'
import { appNamesIn, type FolderContents, fileNames } from './files.js'
import {
  authorityRenewed,
  type ClientState,
  type FolderPart,
  type FolderState,
  judgeClient,
  type Pair,
  type Wanted,
} from './judge-folder.js'

/** A file that was written, and why. */
export interface CertificateChange {
  /** Name in the folder. */
  readonly file: string
  readonly action: 'created' | 'renewed'
  /** Ends a sentence: "my-mini-app_public.crt was renewed: it expired on …". */
  readonly reason: string
}

/** A file to write. */
export interface Write extends CertificateChange {
  readonly content: string | Buffer
}

/** Protects nothing that the file permissions do not; the JDK's own default, so that many tools try it unasked. */
export const defaultPkcs12Password = 'changeit'

const absent = 'it was not there'

/**
 * Makes what is missing or outdated. A renewed certificate keeps its key: so only one file of the pair is replaced, and a
 * client that reads the two while they are renewed never gets a half-new pair. An authority that has expired is followed by a
 * new one, with a new key, and everything that the old one had issued is issued again, also for the other mini-apps in the
 * folder. One of an earlier version is made again over its key: client certificates stay, and old copies of it go on working.
 *
 * @throws CodedError `ERR_CA_FOREIGN_FILE`, `ERR_CA_INCOMPLETE` for a PKCS#12 file that would be overwritten but is not ours
 */
export async function renew(judgement: FolderState, wanted: Wanted, contents: FolderContents): Promise<Write[]> {
  await checkPkcs12(judgement.client, judgement.authority, wanted.dir)
  const clients = await Promise.all(
    [judgement.client, ...(await otherClients(judgement.authority, wanted, contents))].map((client) =>
      packedAnew(client, judgement.authority),
    ),
  )
  const notBefore = validFrom(wanted.now)
  const clientValidity = validityOn(wanted.clock ?? wanted.now, clientCertificateDays, wanted.now)
  const { authority: ca, server, tokenSigningKey: tokenKey } = judgement

  const [authority, serverKey, newTokenKey, ...clientKeys] = await Promise.all([
    ca.state === 'fits' ? openAuthority(ca.value) : createAuthority({ notBefore, ...keptKey(ca) }),
    keyOf(server),
    tokenKey.state === 'fits' ? undefined : generatePrivateKey(),
    ...clients.map((client) => keyOf(client.pair)),
  ])

  const writes: Write[] = []
  const write = (file: string, content: string | Buffer, reason: string) => {
    writes.push({ file, content, reason, action: contents.get(file) === undefined ? 'created' : 'renewed' })
  }
  if (ca.state !== 'fits') {
    write(fileNames.ca, authority.cert, reasonOf(ca))
    if (keptKey(ca) === undefined) write(fileNames.caKey, authority.key, reasonOf(ca))
  }
  if (server.state !== 'fits') {
    const { hostNames } = wanted
    const { cert, key } = await authority.issueServerCertificate({ hostNames, key: serverKey, notBefore })
    write(fileNames.server, cert, reasonOf(server))
    if (server.state === 'missing' && server.key === undefined) write(fileNames.serverKey, key, reasonOf(server))
  }
  for (const [index, client] of clients.entries()) {
    await renewClient(client, authority, { key: clientKeys[index] as string, ...clientValidity }, write)
  }
  if (newTokenKey) write(fileNames.tokenSigningKey, newTokenKey, absent)
  if (judgement.gitignoreMissing) write(fileNames.gitignore, '*\n', absent)
  return writes
}

async function renewClient(
  client: ClientState,
  authority: Authority,
  given: { readonly key: string; readonly notBefore: Date; readonly notAfter: Date },
  write: (file: string, content: string | Buffer, reason: string) => void,
): Promise<void> {
  const { appName, files, pair, pkcs12, password = defaultPkcs12Password } = client
  const current = pair.state === 'fits' ? pair.value : await authority.issueClientCertificate({ appName, ...given })
  if (pair.state !== 'fits') write(files.cert, current.cert, reasonOf(pair))
  if (pair.state === 'missing' && pair.key === undefined) write(files.key, current.key, reasonOf(pair))
  if (pkcs12.state !== 'fits') {
    const { cert } = current
    const content = await toPkcs12({ cert, key: current.key, ca: authority.cert, password, friendlyName: appName })
    write(files.pkcs12, content, reasonOf(pkcs12))
  }
  if (client.password === undefined) write(files.pkcs12Password, password, absent)
}

/** An authority that is renewed takes along whatever else it had issued; what is not wholly ours stays as it is. */
async function otherClients(
  authority: FolderPart<Pair>,
  wanted: Wanted,
  contents: FolderContents,
): Promise<ClientState[]> {
  if (authority.state === 'fits') return []
  const clients: ClientState[] = []
  for (const appName of appNamesIn(contents)) {
    if (appName === wanted.appName) continue
    try {
      const client = judgeClient(contents, wanted, authority, appName)
      await checkPkcs12(client, authority, wanted.dir)
      clients.push(client)
    } catch (error) {
      if (!isCodedError(error)) throw error
    }
  }
  return clients
}

/**
 * A PKCS#12 file holds a copy of the authority, and is packed anew with the authority that is made over the same key. One that
 * does not open was packed by the user, and its copy stays good for who has accepted it.
 */
async function packedAnew(client: ClientState, authority: FolderPart<Pair>): Promise<ClientState> {
  const { pkcs12, password } = client
  if (keptKey(authority) === undefined || pkcs12.state !== 'fits' || password === undefined) return client
  try {
    await pkcs12Certificates(pkcs12.value, password)
  } catch {
    return client
  }
  return { ...client, pkcs12: { ...pkcs12, state: 'outdated', reason: authorityRenewed } }
}

function keptKey(authority: FolderPart<Pair>): { key: string } | undefined {
  if (authority.state === 'missing') return authority.key === undefined ? undefined : { key: authority.key }
  return authority.state === 'outdated' && authority.keepsIssued ? { key: authority.value.key } : undefined
}

/** Opens a PKCS#12 file that is to be overwritten, or to be given its password file again: it must be ours. */
async function checkPkcs12(client: ClientState, authority: FolderPart<Pair>, dir: string): Promise<void> {
  const { pkcs12, files, password } = client
  if (pkcs12.state === 'missing' || (pkcs12.state === 'fits' && password !== undefined)) return
  let certificates: string[]
  try {
    certificates = await pkcs12Certificates(pkcs12.value, password ?? defaultPkcs12Password)
  } catch (cause) {
    const path = join(dir, files.pkcs12)
    throw password === undefined
      ? new CodedError('ERR_CA_INCOMPLETE', `${path} is there, but ${files.pkcs12Password} with its password is not.`)
      : new CodedError('ERR_CA_FOREIGN_FILE', `${path} does not open with the password in ${files.pkcs12Password}.`, {
          cause,
        })
  }
  const key = authority.state === 'missing' ? authority.key : authority.value.cert
  const isOurs =
    key !== undefined &&
    certificates[0] !== undefined &&
    new X509Certificate(certificates[0]).verify(createPublicKey(key))
  if (isOurs) return
  throw new CodedError(
    'ERR_CA_FOREIGN_FILE',
    `${join(dir, files.pkcs12)} holds a certificate that was not issued by ${fileNames.ca} beside it.`,
  )
}

async function keyOf(finding: FolderPart<Pair>): Promise<string> {
  return finding.state === 'missing' ? (finding.key ?? generatePrivateKey()) : finding.value.key
}

function reasonOf(finding: FolderPart<unknown>): string {
  return finding.state === 'outdated' ? finding.reason : absent
}
