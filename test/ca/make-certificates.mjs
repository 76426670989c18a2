// A process of a project: prints the certificates that it has, and whether each key fits.
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createMemoryCertificates } from '../../dist/ca/index.js'

const { authority, server, client } = await createMemoryCertificates(JSON.parse(process.argv[2] ?? '{}'))
const ca = new X509Certificate(authority.cert)
const isSound = [authority, server, client].every(({ cert, key }) => {
  const certificate = new X509Certificate(cert)
  return certificate.checkPrivateKey(createPrivateKey(key)) && certificate.verify(ca.publicKey)
})
const { fingerprint256 } = new X509Certificate(client.cert)
process.stdout.write(JSON.stringify({ authority: ca.fingerprint256, client: fingerprint256, isSound }))
