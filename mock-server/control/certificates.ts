import { type BadCertificate, badCertificates } from '../../ca/index.js'
import type { JsonSchema } from '../../contracts/index.js'
import type { CertificateOptions } from '../certificates/mini-app-certificates.js'
import { badCertificateSchema, certificateOptionsSchema } from '../toss-side/certificates.js'
import type { ControlRequest, ControlRoute, ControlSurroundings } from './route.js'
import { listOf } from './schemas.js'

const tag = 'certificates'
const path = '/mini-apps/{miniApp}/certificates'

const filesSchema = {
  type: 'object',
  description: 'Absolute paths; absent where certificates are kept in memory.',
  properties: {
    cert: { type: 'string' },
    key: { type: 'string' },
    pkcs12: { type: 'string' },
    pkcs12Password: { type: 'string', description: 'The file with the password.' },
  },
  required: ['cert', 'key'],
} as const satisfies JsonSchema

const pem = { type: 'string', description: 'PEM.' } as const

const issuedSchema = {
  type: 'object',
  properties: {
    appName: { type: 'string' },
    cert: pem,
    key: pem,
    ca: pem,
    serialNumber: { type: 'string' },
    validTo: { type: 'string', format: 'date-time' },
    files: filesSchema,
  },
  required: ['appName', 'cert', 'key', 'ca', 'serialNumber', 'validTo'],
} as const satisfies JsonSchema

const certificateSchema = {
  type: 'object',
  properties: {
    commonName: { type: 'string' },
    serialNumber: { type: 'string', description: 'Upper-case hexadecimal.' },
    fingerprint: { type: 'string', description: 'SHA-256, upper-case hexadecimal with colons.' },
    validFrom: { type: 'string', format: 'date-time' },
    validTo: { type: 'string', format: 'date-time' },
    daysLeft: { type: 'integer', description: 'On the mock’s clock; negative when expired.' },
    state: { type: 'string', enum: ['active', 'revoked', 'expired'] },
    revokedAt: { type: ['string', 'null'] },
    lastSeen: { type: ['string', 'null'], description: 'The last handshake or request, on the mock’s clock.' },
    openConnections: { type: 'integer' },
    files: filesSchema,
  },
  required: [
    'commonName',
    'serialNumber',
    'fingerprint',
    'validFrom',
    'validTo',
    'daysLeft',
    'state',
    'revokedAt',
    'lastSeen',
    'openConnections',
  ],
} as const satisfies JsonSchema

const mailSchema = {
  type: 'object',
  properties: {
    commonName: { type: 'string' },
    serialNumber: { type: 'string' },
    daysLeft: { type: 'integer', enum: [30, 7, 1] },
    sentAt: { type: 'string', format: 'date-time' },
    expiresAt: { type: 'string', format: 'date-time' },
    subject: { type: 'string' },
    text: { type: 'string' },
  },
  required: ['commonName', 'serialNumber', 'daysLeft', 'sentAt', 'expiresAt', 'subject', 'text'],
} as const satisfies JsonSchema

const kindsInWords = Object.entries(badCertificates)
  .map(([kind, what]) => `${kind}: ${what}`)
  .join('; ')

/** The mini-app's certificates, as the console has them. */
export const certificateRoutes: readonly ControlRoute[] = [
  {
    method: 'POST',
    path,
    operationId: 'issueCertificate',
    summary: 'Issue a client certificate and key (PEM) for a mini-app, as the console does',
    tag,
    body: certificateOptionsSchema,
    answer: issuedSchema,
    status: 201,
    handle: (request, surroundings) => sideOf(request, surroundings).issue(request.body as CertificateOptions),
  },
  {
    method: 'GET',
    path,
    operationId: 'listCertificates',
    summary: 'The mini-app’s certificates: validity, days left, last seen, active, revoked or expired',
    tag,
    answer: listOf('certificates', certificateSchema),
    handle: async (request, surroundings) => ({ certificates: await sideOf(request, surroundings).list() }),
  },
  {
    method: 'POST',
    path: `${path}/{serialNumber}/revoke`,
    operationId: 'revokeCertificate',
    summary: 'Revoke a certificate: its next handshake is refused, its open connections are closed',
    tag,
    answer: certificateSchema,
    handle: (request, surroundings) => sideOf(request, surroundings).revoke(request.path.serialNumber as string),
  },
  {
    method: 'POST',
    path: `${path}/{serialNumber}/renew`,
    operationId: 'renewCertificate',
    summary: 'Issue the successor of a certificate; the old one stays active until it is revoked or expires',
    tag,
    body: certificateOptionsSchema,
    answer: issuedSchema,
    status: 201,
    handle: (request, surroundings) =>
      sideOf(request, surroundings).renew(request.path.serialNumber as string, request.body as CertificateOptions),
  },
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/bad-certificates',
    operationId: 'issueBadCertificate',
    summary: 'Make a client certificate that something is wrong with, to see how a client takes it',
    tag,
    body: {
      type: 'object',
      properties: { kind: badCertificateSchema },
      required: ['kind'],
      additionalProperties: false,
    },
    answer: {
      type: 'object',
      properties: { kind: { ...badCertificateSchema, description: kindsInWords }, cert: pem, key: pem, ca: pem },
      required: ['kind', 'cert', 'key', 'ca'],
    },
    status: 201,
    handle: (request, surroundings) =>
      sideOf(request, surroundings).bad((request.body as { kind: BadCertificate }).kind),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/certificate-mails',
    operationId: 'listCertificateMails',
    summary: 'What the console has mailed: warnings 30, 7 and 1 day before a certificate expires',
    tag,
    answer: listOf('mails', mailSchema),
    handle: async (request, surroundings) => ({ mails: await sideOf(request, surroundings).mails() }),
  },
]

function sideOf({ path }: ControlRequest, { tossSide }: ControlSurroundings) {
  return tossSide(path.miniApp as string).certificates
}
