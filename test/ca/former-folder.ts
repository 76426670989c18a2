import { createPrivateKey } from 'node:crypto'
import forge from 'node-forge'
import { signCertificate } from '../../ca/certificate.js'
import { toPkcs12 } from '../../ca/index.js'
import { completeFiles, emptyFolder, type Files, write } from './folder.js'

/** The name constraints of authorities before 2026-12 as `openssl asn1parse` shows them: three DNS names, 127.0.0.0/8, ::1. */
const formerConstraints =
  '3062a060300b82096c6f63616c686f737430098207746f73732e696d30168214686f73742e646f636b65722e696e7465726e616c' +
  '300a87087f000000ff0000003022872000000000000000000000000000000001ffffffffffffffffffffffffffffffff'

/** An authority over this key with these name constraints (DER, hexadecimal), otherwise as ours are. */
export function authorityWith(constraints: string, key: Buffer, commonName?: string): Buffer {
  const subject = {
    commonName: commonName ?? 'apps-in-toss-mock throwaway CA (unofficial)',
    organizationName: 'apps-in-toss-mock (not affiliated with Toss)',
  }
  const extensions = [
    { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
    { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
    { id: '2.5.29.30', critical: true, value: Buffer.from(constraints, 'hex').toString('binary') },
  ]
  const notBefore = new Date(Date.now() - 86_400_000)
  const notAfter = new Date(Date.now() + 1000 * 86_400_000)
  return Buffer.from(signCertificate(forge, { subject, key: createPrivateKey(key), extensions, notBefore, notAfter }))
}

/** The files of a folder for `my-mini-app` and `other-app` as versions before 2026-12 made it. */
export async function formerFiles(): Promise<Files> {
  const files = await completeFiles()
  const authority = authorityWith(formerConstraints, files['ca.key'] as Buffer)
  for (const appName of ['my-mini-app', 'other-app']) {
    files[`${appName}.p12`] = await toPkcs12({
      cert: String(files[`${appName}_public.crt`]),
      key: String(files[`${appName}_private.key`]),
      ca: String(authority),
      password: 'changeit',
      friendlyName: appName,
    })
  }
  return { ...files, 'ca.crt': authority }
}

/** A folder of these files. */
export async function formerFolder(files?: Files): Promise<string> {
  const dir = await emptyFolder()
  write(dir, files ?? (await formerFiles()))
  return dir
}
