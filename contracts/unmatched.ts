import { operations } from './catalogue.js'
import { type NotMockedOperation, notMockedAt, notMockedOperations, notMockedText } from './not-mocked.js'
import { basePath } from './operation.js'

interface Mistake {
  readonly seen: RegExp
  /** The operation that was meant, or null for a mistake of another kind. */
  readonly meant: string | null
  readonly instead: string
}

/** Wrong things seen in public code, by name. */
const mistakes: readonly Mistake[] = [
  {
    seen: /\/promotion\/get-key\/?$/,
    meant: 'promotion.getKey',
    instead: 'the path is /promotion/execute-promotion/get-key',
  },
  {
    seen: /\/points?\//,
    meant: 'promotion.executePromotion',
    instead: 'Toss points are granted by /promotion/execute-promotion; there is no /points path',
  },
  {
    seen: /\/iap\//,
    meant: 'iap.getOrderStatus',
    instead: 'in-app purchases are read with /order/get-order-status; there is no /iap path',
  },
  {
    seen: /\/user\/oauth2\/access\/remove\/?$/,
    meant: 'login.removeByUserKey',
    instead: 'the path ends in /access/remove-by-user-key or /access/remove-by-access-token',
  },
]

/** What a request that is not an operation was probably meant to be. */
export interface Suggestion {
  /** An operation id, or null where nothing is near. */
  readonly meant: string | null
  /** Whether it is a mistake that is known, rather than a path that only resembles one. */
  readonly certain: boolean
  /** What was probably meant, where that is known and not mocked: no mistake of the caller. */
  readonly notMocked?: NotMockedOperation
  /** One sentence for the log; nothing of the request is in it but its method. */
  readonly text: string
}

/** The methods that a path knows, in case only the method is wrong. */
export function methodsOf(path: string): string[] {
  return operations.filter((operation) => operation.path === path).map(({ method }) => method)
}

/** Names the mistake: the nearest real operation, and what differs. */
export function suggestOperation(method: string, path: string): Suggestion {
  for (const { seen, meant, instead } of mistakes) {
    if (seen.test(path)) return { meant, certain: true, text: `a known mistake: ${instead}` }
  }
  const known = notMockedAt(path)
  if (known !== undefined) return { meant: null, certain: false, notMocked: known, text: notMockedText(known) }
  const same = operations.find((operation) => operation.path === path)
  if (same !== undefined) return { meant: same.id, certain: true, text: `${same.id} is ${same.method}, not ${method}` }
  if (!path.startsWith('/api-partner/')) {
    const missing = operations.find((operation) => operation.path === `${basePath}${path}`)
    if (missing !== undefined) {
      const text = `every path starts with ${basePath}: ${missing.path} (${missing.id})`
      return { meant: missing.id, certain: true, text }
    }
  }
  const nearest = nearestOperation(path)
  if (nearest === undefined) {
    return { meant: null, certain: false, text: `no operation is near; every path starts with ${basePath}` }
  }
  if (!('feature' in nearest)) {
    const text = `did you mean ${nearest.method} ${nearest.path}? ${notMockedText(nearest)}`
    return { meant: null, certain: false, text }
  }
  const text = `did you mean ${nearest.method} ${nearest.path} (${nearest.id})?`
  return { meant: nearest.id, certain: false, text }
}

function nearestOperation(path: string) {
  const wanted = words(path)
  let best: { operation: (typeof operations)[number] | NotMockedOperation; score: number } | undefined
  for (const operation of [...operations, ...notMockedOperations]) {
    const known = words(operation.path)
    const shared = known.filter((word) => wanted.includes(word)).length
    // Where as many words are shared, the one whose last part begins the same is meant.
    const score = shared / Math.max(known.length, wanted.length) + sameBeginning(operation.path, path) / 1_000
    if (score > (best?.score ?? 0.3)) best = { operation, score }
  }
  return best?.operation
}

/** How many characters the last parts of two paths have in common from their beginning, 50 at most. */
function sameBeginning(path: string, other: string): number {
  const [a, b] = [path, other].map((one) =>
    lastPart(one)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, ''),
  )
  let length = 0
  while (length < 50 && a?.[length] !== undefined && a[length] === b?.[length]) length++
  return length
}

function lastPart(path: string): string {
  return path.split('/').filter(Boolean).at(-1)?.slice(0, 100) ?? ''
}

/** The words of a path, without those that every path has. */
function words(path: string): string[] {
  return path
    .replace(basePath, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .slice(0, 30)
}
