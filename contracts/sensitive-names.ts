/**
 * Names whose values are hidden wherever they appear, compared without case, `-` and `_`.
 * userKey and its header are left visible: they are pseudonyms that mean nothing outside the mini-app, and a journal
 * without them cannot be read.
 */
const names = [
  // credentials
  'authorization',
  'proxyAuthorization',
  'cookie',
  'setCookie',
  'apiKey',
  'xApiKey',
  'xAppKey',
  'password',
  'passphrase',
  'secret',
  'clientSecret',
  'privateKey',
  'decryptionKey',
  // tokens
  'accessToken',
  'refreshToken',
  'idToken',
  'authorizationCode',
  // people
  'ci',
  'di',
  'name',
  'userName',
  'phone',
  'phoneNumber',
  'mobile',
  'birthday',
  'birthDate',
  'gender',
  'nationality',
  'email',
  'address',
  // money
  'accountNumber',
  'accountHolder',
  'cardNumber',
  'cardNum4Print',
  'cardBinNumber',
  'cardAuthorizationNo',
  'cvc',
] as const

function plain(name: string): string {
  return name.replace(/[-_.\s]/g, '').toLowerCase()
}

const sensitive = new Set<string>(names.map(plain))

/** Longer names are not looked at. */
const longest = 60

// The same few hundred names come again and again; the bound keeps a sender of random names from filling memory.
const known = new Map<string, boolean>()
const knownBound = 2_000

/** Names of which the last word says enough: `x-access-token`, `wrappedToken`, `webhookSecret`. */
const endsSensitive = /(?:token|secret|passw(?:or)?d|passphrase|apikey|privatekey)$/

/** Whether a field or header of this name is hidden whatever the operation. */
export function isSensitiveName(name: string): boolean {
  if (name.length > longest) return false
  let answer = known.get(name)
  if (answer === undefined) {
    const word = plain(name)
    answer = sensitive.has(word) || endsSensitive.test(word)
    if (known.size < knownBound) known.set(name, answer)
  }
  return answer
}

const spellings = names.map((name) => name.replace(/[A-Z]/g, (letter) => `[-_]?${letter}`)).join('|')
const pair = new RegExp(
  `(?<![a-z0-9])((?:${spellings}|[a-z]{0,20}(?:token|secret|password))["']?\\s*[:=]\\s*["']?(?:(?:bearer|basic)\\s+)?)([^"'&,;<>{}\\r\\n]+)`,
  'gi',
)
const token = /eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?/g
const scheme = /\b((?:bearer|basic)\s+)([A-Za-z0-9._~+/=-]{16,})/gi
const userOfUrl = /(:\/\/)([^\s/?#@"'<>[]+)@/g
const queryOfUrl = /([?&;#](?!(?:userKey|referrer)=)[\w.~[\]-]{0,40}=)(?!\[redacted )([^\s&#"'<>]+)/g
const pem = /-----BEGIN [A-Z ]+-----[^-]*(?:-----END [A-Z ]+-----)?/g

function marker(text: string): string {
  return `[redacted ${text.length} chars]`
}

/** The marker in place of `value`, with what stood before it, and an @ that stood behind. */
function behind(whole: string, before: string, value: string): string {
  return `${before}${marker(value)}${whole.slice(before.length + value.length)}`
}

/** Hides JSON web tokens, PEM blocks, values of Authorization and what a URL carries, wherever they stand in a text. */
export function hideTokens(text: string): string {
  if (text.includes('eyJ')) text = text.replace(token, marker)
  if (text.includes('-----BEGIN')) text = text.replace(pem, marker)
  if (text.includes('://')) text = text.replace(userOfUrl, behind).replace(queryOfUrl, behind)
  return text.length < 20 ? text : text.replace(scheme, behind)
}

/** As {@link hideTokens}, and also the values of sensitive names in JSON, form or header notation. For text of unknown format. */
export function hideInText(text: string): string {
  return hideTokens(text).replace(pair, (_, start: string, value: string) => `${start}${marker(value)}`)
}
