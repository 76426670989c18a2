import type { Operation, Variant } from './operation.js'
import { assumed } from './provenance.js'

/** What is open about requests as such, whatever the operation. */
export function requestVariantsOf<const Operations extends readonly Operation[]>(operations: Operations) {
  return [
    {
      id: 'request.encoding',
      title: 'What a body is answered with that is not UTF-8, such as EUC-KR',
      operations: operations.filter(({ request }) => request !== null).map(({ id }) => id),
      options: {
        'utf-8-only': {
          text: 'HTTP 400, INVALID_PARAMETER.',
          provenance: assumed('JSON is UTF-8 by RFC 8259; what production answers is unpublished'),
        },
        any: {
          text: 'It is read, with U+FFFD in place of each byte that is not UTF-8.',
          provenance: assumed('lenient readers do so; what production answers is unpublished'),
        },
      },
      default: 'utf-8-only',
    },
  ] as const satisfies readonly Variant[]
}
