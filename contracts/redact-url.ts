import { operations } from './catalogue.js'
import { hideTokens, isSensitiveName } from './sensitive-names.js'

const knownPaths: ReadonlySet<string> = new Set(operations.map(({ path }) => path))
const knownParts: ReadonlySet<string> = new Set([...knownPaths].flatMap((path) => path.split('/')))

/** What is not a secret in a query: the two fields of the unlink callback. The partner API itself has no query. */
const shownInQuery: ReadonlySet<string> = new Set(['userKey', 'referrer'])

/** Parts of a path after which a secret stands: `/refresh-token/<token>`. */
const namesSecret = /^(?:.*[-_.])?(?:token|code|key|secret|password|auth|name|email|phone)s?$/i

/** What a name in a path looks like. A token, somebody's id or a name in Korean looks different. */
const plainPart = /^[A-Za-z0-9._~*-]{0,40}$/

function marker(text: string): string {
  return `[redacted ${text.length} chars]`
}

/**
 * A URL, or a path with its query, as journal and logs may show it: without user and password, without the values of the
 * query but those that are known to be harmless, and without the parts of the path that may be tokens, keys or names.
 */
export function redactUrl(url: string): string {
  if (knownPaths.has(url)) return url
  const [, origin = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?(.*)$/is.exec(url) as RegExpExecArray
  const [beforeHash = '', hash] = splitAt(rest, '#')
  const [path = '', query] = splitAt(beforeHash, '?')
  const shownQuery = query === undefined ? '' : `?${query.split('&').map(redactPair).join('&')}`
  return `${withoutUser(origin)}${redactPath(path)}${shownQuery}${hash === undefined ? '' : `#${marker(hash)}`}`
}

function splitAt(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function withoutUser(origin: string): string {
  const at = origin.lastIndexOf('@')
  if (at === -1) return origin
  const start = origin.indexOf('://') + 3
  return `${origin.slice(0, start)}${marker(origin.slice(start, at))}@${origin.slice(at + 1)}`
}

function redactPair(pair: string): string {
  const [name, value] = splitAt(pair, '=')
  // A value without a name may as well be the secret itself.
  if (value === undefined) return /^[a-z_-]{0,20}$/i.test(pair) ? pair : marker(pair)
  const shown = plainName.test(name) ? name : marker(name)
  return `${shown}=${value === '' || shownInQuery.has(name) ? hideTokens(value) : marker(value)}`
}

const plainName = /^[A-Za-z0-9._~[\]-]{0,40}$/

function redactPath(path: string): string {
  let before = ''
  return path
    .split('/')
    .map((part) => {
      const isSecret = !knownParts.has(part) && (namesSecret.test(before) || isSensitiveName(before) || !isPlain(part))
      before = part
      return isSecret ? marker(part) : part
    })
    .join('/')
}

/**
 * Words and numbers: `toss-unlink`, `v1`, `onTossUnlink`. What has many digits, digits within a word of six characters or more, or
 * changes between the cases in the manner of a token, is taken for a secret.
 */
function isPlain(part: string): boolean {
  if (!plainPart.test(part) || part.replace(/\D/g, '').length > (part.length < 16 ? 11 : 2)) return false
  return part.split(/[._~*-]/).every(isWord)
}

function isWord(text: string): boolean {
  // A mobile number is somebody's; any other number may be a key of ours, a year or a page.
  if (/^\d*$/.test(text)) return !/^01\d{8,9}$/.test(text)
  const mixesDigits = text.length >= 6 && !/^[A-Za-z]+\d{0,3}$/.test(text)
  const capitals = text.match(/[A-Z]{2,}(?=[a-z])|(?<=[a-z])[A-Z]{2,}/g) ?? []
  const humps = text.match(/[A-Z][a-z](?![a-z])/g) ?? []
  return !mixesDigits && capitals.length < 2 && humps.length < 3
}
