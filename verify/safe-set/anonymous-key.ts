import type { Invented } from './invented.js'
import { harmless, type SafeProbe } from './probe.js'

/** Anonymous keys, with keys and codes that were never issued. */
export function anonymousKeyProbes({ anonKey, anonymousCode }: Invented): SafeProbe[] {
  const unknown = (sends: string, request: SafeProbe['request']): SafeProbe => ({
    area: 'anonymous-key',
    sends: `an invented key, ${sends}`,
    harmless: harmless.read,
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
      area: 'anonymous-key',
      sends: 'no key',
      harmless: harmless.read,
      request: { operation: 'anonymousKey.verify', json: {} },
      judge: (answer, notebook) => notebook.failure(answer, '4010', ['anonymousKey.verify/anonKey.headerMissing']),
    },
    {
      area: 'anonymous-key',
      sends: 'an invented code',
      harmless: harmless.inventedCredential,
      request: { operation: 'anonymousKey.exchange', json: { code: anonymousCode } },
      judge: (answer, notebook) => notebook.failure(answer, '4011'),
    },
    {
      area: 'anonymous-key',
      sends: 'no code',
      harmless: harmless.incomplete,
      request: { operation: 'anonymousKey.exchange', json: {} },
      judge: (answer, notebook) => notebook.failure(answer, 'INVALID_PARAMETER'),
    },
  ]
}
