export { checkAppName } from './app-name.js'
export {
  type Authority,
  type AuthorityOptions,
  authorityName,
  type CertificatePurpose,
  type ClientCertificateOptions,
  clientCertificateDays,
  createAuthority,
  type IssueOptions,
  openAuthority,
  type ServerCertificateOptions,
  serverCertificateDays,
} from './authority.js'
export {
  type BadCertificate,
  type BadServerCertificate,
  badCertificates,
  badServerCertificates,
  issueBadCertificate,
  issueBadServerCertificate,
} from './bad-certificates.js'
export type { CertificateSet, ClientCertificate } from './certificate-set.js'
export { adoptAuthority } from './directory/adopt-authority.js'
export {
  type CertificateDirectory,
  type CertificateDirectoryOptions,
  openCertificateDirectory,
  type StoredClientCertificate,
} from './directory/directory.js'
export { type ClientFiles, clientFileNames, fileNames } from './directory/files.js'
export {
  type FurtherCertificateOptions,
  issueFurtherCertificate,
  type ListedCertificate,
  listClientCertificates,
  readAuthority,
} from './directory/further-certificates.js'
export { type CertificateChange, defaultPkcs12Password } from './directory/renewal.js'
export { addRevocation, type Revocation, readRevocations, revocationsPath } from './directory/revocations.js'
export { defaultHostNames } from './host-name.js'
export { type CertificateInspection, inspectCertificate } from './inspection.js'
export type { KeyAndCertificate } from './key-and-certificate.js'
export { keyCacheVariable } from './key-cache.js'
export { createMemoryCertificates, type MemoryCertificateOptions } from './memory-certificates.js'
export { permittedNames } from './name-constraints.js'
export { type Pkcs12Options, toPkcs12 } from './pkcs12.js'
export { type Validity, validityOn } from './validity.js'
