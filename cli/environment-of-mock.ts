import type { ConnectionInfo } from '../mock-server/index.js'

/** The variables that lead a client, in whatever language, to a running mock. Without certificate files: those without. */
export function environmentOf(info: ConnectionInfo): [name: string, value: string][] {
  const variables: [string, string | undefined][] = [
    ['APPS_IN_TOSS_BASE_URL', info.baseUrl],
    ['APPS_IN_TOSS_PAY_BASE_URL', info.payBaseUrl],
    ['APPS_IN_TOSS_CONTROL_URL', info.controlUrl],
    ['APPS_IN_TOSS_CERT', info.cert],
    ['APPS_IN_TOSS_KEY', info.key],
    ['APPS_IN_TOSS_CA', info.ca],
    ['APPS_IN_TOSS_PKCS12', info.pkcs12],
    ['APPS_IN_TOSS_PKCS12_PASSWORD', info.pkcs12Password],
    ['APPS_IN_TOSS_DECRYPTION_KEY', info.decryptionKey],
    ['APPS_IN_TOSS_AAD', info.aad],
    ['NODE_EXTRA_CA_CERTS', info.ca],
  ]
  return variables.filter((variable): variable is [string, string] => variable[1] !== undefined)
}
