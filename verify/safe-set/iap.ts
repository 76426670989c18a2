import { noteWithoutOrder } from '../without-order.js'
import type { Invented } from './invented.js'
import type { ProbeRow, SafeProbe } from './probe.js'

const operation = 'iap.getOrderStatus'

/** In-app purchase: one operation that only reads. Here it is also asked in every way that HTTP allows. */
export function iapProbes({ orderId, userKey }: Invented): ProbeRow[] {
  return [
    {
      sends: 'an invented orderId, no user header',
      request: { operation, json: { orderId } },
      judge(answer, notebook) {
        if (answer.errorCode === '4010') {
          notebook.failure(answer, '4010')
          notebook.shows('iap.userHeader', 'required', operation)
          return
        }
        const says = ['orderStatus.alwaysSuccess', 'orderStatus.noAmount'].map((name) => `${operation}/${name}`)
        if (!notebook.success(answer, says, { orderId, status: 'NOT_FOUND' })) return
        noteWithoutOrder(notebook, answer, [], { status: 'NOT_FOUND' })
        notebook.success(answer, [`${operation}/orderStatus.unknownReason`], { reason: '' })
        notebook.shows('iap.userHeader', 'optional', operation)
      },
    },
    {
      area: 'http',
      sends: 'the same, chunked, as application/json; charset=utf-8',
      request: {
        operation,
        headers: { 'Content-Type': 'application/json; charset=utf-8', 'Transfer-Encoding': 'chunked' },
        json: { orderId },
      },
      judge: (answer, notebook) => readAlike(answer, notebook, 'http/chunked-body', { orderId }),
    },
    {
      area: 'http',
      sends: 'the same, with a field that is none',
      request: { operation, json: { orderId, invented: true } },
      judge: (answer, notebook) => readAlike(answer, notebook, 'http/unknown-fields', { orderId }),
    },
    {
      sends: 'an orderId that is not a uuid',
      request: { operation, json: { orderId: 'invented' } },
      judge: (answer, notebook) =>
        readAlike(answer, notebook, `${operation}/request.orderId`, { orderId: 'invented', status: 'NOT_FOUND' }),
    },
    {
      sends: `the userKey ${userKey}, which nobody has`,
      request: { operation, headers: { 'x-toss-user-key': userKey }, json: { orderId } },
      fails: '4010',
    },
    {
      area: 'http',
      sends: 'the same, with the header’s name in capitals',
      request: { operation, headers: { 'X-TOSS-USER-KEY': userKey }, json: { orderId } },
      fails: '4010',
      shows: ['http/header-case'],
    },
    {
      area: 'http',
      sends: 'an empty body',
      request: { operation, headers: { 'Content-Type': 'application/json' }, text: '' },
      fails: 'INVALID_PARAMETER',
      shows: ['http/missing-body'],
    },
    {
      area: 'http',
      sends: 'a body that is not JSON',
      request: { operation, headers: { 'Content-Type': 'application/json' }, text: '{"orderId":' },
      fails: 'INVALID_PARAMETER',
      shows: ['http/malformed-json'],
    },
    {
      area: 'http',
      sends: 'JSON as text/plain',
      request: { operation, headers: { 'Content-Type': 'text/plain' }, json: { orderId } },
      fails: 'INVALID_PARAMETER',
      shows: ['http/wrong-content-type'],
    },
  ]
}

/** What was asked is understood: the order’s status comes, or 4010 where the server wants a user header. */
function readAlike(
  answer: Parameters<SafeProbe['judge']>[0],
  notebook: Parameters<SafeProbe['judge']>[1],
  id: string,
  fields: Record<string, unknown>,
): void {
  if (answer.errorCode === '4010') notebook.failure(answer, '4010', [id])
  else notebook.success(answer, [id], fields)
}
