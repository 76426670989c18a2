import type { ChangeRule, Direction } from './change.js'
import { compareFacts, compareProvenance } from './fact-diff.js'
import type { OperationView } from './operation-view.js'
import { compareSchemas, type Report } from './schema-diff.js'
import { type JsonObject, objectOf } from './schema-view.js'

/** Two versions of an operation, and where they come from. */
export interface OperationComparison {
  readonly before: JsonObject
  readonly after: JsonObject
  /** Who sends the request: the client calls operations, and is called by webhooks. */
  readonly request: Direction
  readonly report: (rule: ChangeRule, direction: Direction, field: string, text: string) => void
}

/** Reports every difference between two versions of an operation. */
export function compareOperations(old: OperationView, fresh: OperationView, comparison: OperationComparison): void {
  const { request, report } = comparison
  const answer = request === 'sent' ? 'received' : 'sent'
  const asked: Report = (rule, field, text) => report(rule, request, field, text)
  const answered: Report = (rule, field, text) => report(rule, answer, field, text)
  compareServers(old, fresh, asked)
  compareSecurity(old, fresh, asked)
  compareUser(old.node['x-user'], fresh.node['x-user'], asked)
  compareParameters(old, fresh, comparison)
  compareBodies(old, fresh, comparison)
  compareResponses(old, fresh, comparison, answer)
  compareCodes(old.node['x-failures'], fresh.node['x-failures'], answered)
  compareFacts(old.node, fresh.node, asked)
}

function compareServers(old: OperationView, fresh: OperationView, report: Report): void {
  // A mock puts its own address first; that somebody ran it elsewhere is not a change of the API.
  const elsewhere = (url: string) => !/^https?:\/\/(localhost|127\.|\[::1\])/.test(url)
  for (const url of old.servers.filter(elsewhere)) {
    if (!fresh.servers.includes(url)) report('server-removed', '', `no longer served by ${url}`)
  }
  for (const url of fresh.servers.filter(elsewhere)) {
    if (!old.servers.includes(url)) report('server-added', '', `now served by ${url}`)
  }
}

/** Whoever could prove who they are before must still be able to. */
function compareSecurity(old: OperationView, fresh: OperationView, report: Report): void {
  const covers = (ways: OperationView['security'], way: readonly string[]) =>
    ways.length === 0 || ways.some((each) => each.every((scheme) => way.includes(scheme)))
  const text = `${waysOf(old)}, now ${waysOf(fresh)}`
  const ways = old.security.length === 0 ? [[]] : old.security
  if (!ways.every((way) => covers(fresh.security, way))) report('security-tightened', 'security', text)
  else if (!(fresh.security.length === 0 ? [[]] : fresh.security).every((way) => covers(old.security, way))) {
    report('security-loosened', 'security', text)
  }
}

function waysOf({ security }: OperationView): string {
  return security.length === 0 ? 'nothing' : security.map((way) => way.join(' and ') || 'nothing').join(', or ')
}

/** What a client has to send so that the operation knows the user, from nothing to most. */
const userNeeds: Readonly<Record<string, number>> = { none: 0, 'optional-key': 0, key: 1, bearer: 1 }

function compareUser(was: unknown, is: unknown, report: Report): void {
  if (was === is || typeof was !== 'string' || typeof is !== 'string') return
  const isLooser = (userNeeds[is] ?? 1) === 0
  report(isLooser ? 'user-loosened' : 'user-tightened', 'x-user', `${was}, now ${is}`)
}

function compareParameters(old: OperationView, fresh: OperationView, comparison: OperationComparison): void {
  const { before, after, request, report } = comparison
  const note: Report = (rule, field, text) => report(rule, request, field, text)
  for (const [key, parameter] of old.parameters) {
    const field = fieldOf(key)
    const now = fresh.parameters.get(key)
    if (now === undefined) {
      note('parameter-removed', field, 'no longer read')
      continue
    }
    const [was, is] = [parameter.required === true, now.required === true]
    if (was !== is) note(is ? 'field-required' : 'field-optional', field, is ? 'now required' : 'now optional')
    compareSchemas(parameter.schema ?? {}, now.schema ?? {}, field, { before, after, direction: request, report: note })
    compareProvenance(parameter, now, field, note)
  }
  for (const [key, parameter] of fresh.parameters) {
    if (old.parameters.has(key)) continue
    if (parameter.required === true) note('field-added-required', fieldOf(key), 'new, and required')
    else note('field-added', fieldOf(key), 'new')
  }
}

function fieldOf(key: string): string {
  const [place, name] = key.split(' ', 2) as [string, string]
  return `request.${place === 'header' ? 'headers' : place}.${name}`
}

function compareBodies(old: OperationView, fresh: OperationView, comparison: OperationComparison): void {
  const { request, report } = comparison
  const field = 'request.body'
  const [was, is] = [old.body, fresh.body]
  if (was === undefined || is === undefined) {
    if (was !== undefined) report('body-removed', request, field, 'no longer read')
    if (is?.required === true) report('body-required', request, field, 'new, and required')
    else if (is !== undefined) report('body-added', request, field, 'new, and optional')
    return
  }
  if (was.required !== is.required) {
    report(
      is.required ? 'body-required' : 'body-optional',
      request,
      field,
      is.required ? 'now required' : 'now optional',
    )
  }
  compareContents(was.content, is.content, field, comparison, request)
}

function compareContents(
  old: JsonObject,
  fresh: JsonObject,
  field: string,
  comparison: OperationComparison,
  direction: Direction,
  skipValues?: (field: string) => boolean,
): void {
  const { before, after, report } = comparison
  const note: Report = (rule, place, text) => report(rule, direction, place, text)
  for (const type of Object.keys(old)) {
    if (type in fresh) {
      const [was, is] = [objectOf(old[type]).schema ?? {}, objectOf(fresh[type]).schema ?? {}]
      compareSchemas(was, is, field, { before, after, direction, report: note, ...(skipValues && { skipValues }) })
    } else note('content-type-removed', field, `no longer ${type}`)
  }
  for (const type of Object.keys(fresh)) if (!(type in old)) note('content-type-added', field, `now also ${type}`)
}

function compareResponses(
  old: OperationView,
  fresh: OperationView,
  comparison: OperationComparison,
  direction: Direction,
): void {
  const { report } = comparison
  const codesListed = [old, fresh].every(({ node }) => Array.isArray(node['x-failures']))
  const skipValues = (field: string) => codesListed && field.endsWith('.error.errorCode')
  for (const [status, response] of old.responses) {
    const now = fresh.responses.get(status)
    if (now === undefined) report('status-removed', direction, `response ${status}`, 'no longer answered')
    else {
      const [was, is] = [objectOf(response.content), objectOf(now.content)]
      compareContents(was, is, `response ${status}`, comparison, direction, skipValues)
    }
  }
  for (const status of fresh.responses.keys()) {
    if (!old.responses.has(status)) report('status-added', direction, `response ${status}`, 'can be answered now')
  }
}

interface ListedFailure {
  readonly code: string
  readonly httpStatus?: number
  readonly reason?: string
  readonly 'x-provenance'?: unknown
}

/** The list of failures that our own documents have; a code can be there with several statuses. */
function compareCodes(before: unknown, after: unknown, report: Report): void {
  if (!Array.isArray(before) || !Array.isArray(after)) return
  const [old, fresh] = [before, after].map((list) => byCode(list as ListedFailure[])) as [Codes, Codes]
  for (const [code, failures] of old) {
    const field = `error code ${code}`
    const now = fresh.get(code)
    if (now === undefined) {
      report('code-removed', field, 'no longer answered')
      continue
    }
    const [was, is] = [statusesOf(failures), statusesOf(now)]
    if (was !== is) report('code-status-changed', field, `HTTP ${was}, now HTTP ${is}`)
    const [first, firstNow] = [failures[0], now[0]]
    if (first?.reason !== firstNow?.reason) {
      report('reason-changed', field, `${JSON.stringify(first?.reason)}, now ${JSON.stringify(firstNow?.reason)}`)
    }
    compareProvenance(objectOf(first), objectOf(firstNow), field, report)
  }
  for (const [code, failures] of fresh) {
    if (!old.has(code))
      report('code-added', `error code ${code}`, `can be answered now, with HTTP ${statusesOf(failures)}`)
  }
}

type Codes = Map<string, ListedFailure[]>

function byCode(failures: readonly ListedFailure[]): Codes {
  const codes: Codes = new Map()
  for (const failure of failures) codes.set(failure.code, [...(codes.get(failure.code) ?? []), failure])
  return codes
}

function statusesOf(failures: readonly ListedFailure[]): string {
  return [...new Set(failures.map(({ httpStatus }) => httpStatus))].sort().join(' or ')
}
