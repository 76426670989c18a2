import type { Invented } from './invented.js'
import { harmless, type ProbeRow } from './probe.js'

/** Anonymous keys, with keys and codes that were never issued. */
export function anonymousKeyProbes({ anonKey, anonymousCode }: Invented): ProbeRow[] {
  const unknown = (sends: string, request: ProbeRow['request']): ProbeRow => ({
    sends: `an invented key, ${sends}`,
    request: { ...request, operation: 'anonymousKey.verify', headers: { 'x-anon-key': anonKey, ...request.headers } },
    judge(answer, notebook) {
      if (notebook.failure(answer, '4010', ['http/empty-body']) && answer.variant === undefined) {
        notebook.shows('anonymousKey.unknownKey', 'envelope', 'anonymousKey.verify')
      }
    },
  })
  return [
    unknown('Content-Type: application/json and an empty body', {
      headers: { 'Content-Type': 'application/json' },
      text: '',
    }),
    unknown('no body and no Content-Type', {}),
    unknown('the body {}', { json: {} }),
    {
      sends: 'no key',
      request: { operation: 'anonymousKey.verify', json: {} },
      fails: '4010',
      shows: ['anonymousKey.verify/anonKey.headerMissing'],
    },
    {
      sends: 'an invented code',
      harmless: harmless.inventedCredential,
      request: { operation: 'anonymousKey.exchange', json: { code: anonymousCode } },
      fails: '4011',
    },
    {
      sends: 'no code',
      harmless: harmless.incomplete,
      request: { operation: 'anonymousKey.exchange', json: {} },
      fails: 'INVALID_PARAMETER',
    },
  ]
}
