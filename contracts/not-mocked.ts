import { basePath, type Feature, type Host } from './operation.js'
import { documented, type Provenance } from './provenance.js'

/** An operation of the partner API that too little is known of to imitate it. */
export interface NotMockedOperation {
  readonly id: `${Feature}.${string}`
  readonly title: string
  readonly titleKo: string
  /** The host that serves it, as far as is known. */
  readonly host: Host
  readonly method: 'GET' | 'POST'
  readonly path: `${typeof basePath}/${string}`
  /** What is known of it. */
  readonly known: string
  /** What it is not, where names are alike. */
  readonly unlike?: string
  readonly provenance: Provenance
}

const oneSource = documented(
  'Toss Pay guide on recurring billing (tosspay/auto-pay.md), second hand: one source, which looked at it on 2026-06-10; the answers are unknown',
  '2026-12-01',
)

function billing(
  verb: string,
  { title, titleKo, known, ...rest }: Pick<NotMockedOperation, 'title' | 'titleKo' | 'known' | 'unlike'>,
) {
  const id = `pay.${verb.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}` as const
  const path = `${basePath}/pay/${verb}` as const
  return { id, title, titleKo, host: 'api', method: 'POST', path, known, ...rest, provenance: oneSource } as const
}

/**
 * Operations that are known and not mocked. Game profile and leaderboard, share reward and ads are not in the list: nobody has published
 * that there is an operation for a partner's server.
 */
export const notMockedOperations: readonly NotMockedOperation[] = [
  billing('create-billing-key', {
    title: 'Create a key for recurring billing',
    titleKo: '자동결제 빌링키 생성하기',
    known:
      'productDesc and isTestPayment give a wrappedToken, for requestTossPayPaysBilling of the SDK (2.5.0 or newer).',
  }),
  billing('execute-billing', {
    title: 'Bill a user by such a key',
    titleKo: '자동결제 실행하기',
    known: 'It takes wrappedToken, orderNo, productDesc, amount, spreadOut and more.',
    unlike: 'pay.executePayment',
  }),
  billing('get-billing-key-status', {
    title: 'Read the status of such a key',
    titleKo: '빌링키 상태 조회하기',
    known: 'Nothing but its path.',
    unlike: 'pay.getPaymentStatus',
  }),
  billing('remove-billing-key', {
    title: 'Remove such a key',
    titleKo: '빌링키 삭제하기',
    known: 'Nothing but its path.',
  }),
]

const last = (path: string) => path.split('/').filter(Boolean).at(-1)

/** The operation that is known and not mocked, whose path this is, or ends like it. */
export function notMockedAt(path: string): NotMockedOperation | undefined {
  return notMockedOperations.find((operation) => last(operation.path) === last(path))
}

/** One sentence on a call of it. */
export function notMockedText({ id, titleKo, unlike }: NotMockedOperation): string {
  const other = unlike === undefined ? '' : `; it is not ${unlike}`
  return `${id} (${titleKo}) is known and not mocked: what it answers is unpublished${other}`
}
