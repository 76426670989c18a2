import { failEnvelopeSchema } from './envelope.js'
import { notRegistered, userNotIdentified } from './failures.js'
import type { Operation, Variant } from './operation.js'
import { assuming, documented, type Provenance } from './provenance.js'

function listed(status: number, code: string): Provenance {
  const source = `2025 API reference: it lists ${status} for every operation, without a body`
  return assuming(documented(source, '2025-11'), `that it comes with ${code} in the usual envelope`)
}

/** Statuses that a document lists, and nobody was seen to get. */
export function statusVariantsOf<const Operations extends readonly Operation[]>(operations: Operations) {
  const { code: unidentified } = userNotIdentified
  const { code: unregistered } = notRegistered
  // anon-key/verify has a variant of its own: its guide says 401.
  const ofUsers = operations.filter(
    ({ id, failures }) => id !== 'anonymousKey.verify' && failures.some(({ code }) => code === unidentified),
  )
  return [
    {
      id: 'status.userNotIdentified',
      title: 'The HTTP status of 4010, where the user header is missing or names nobody',
      operations: ofUsers.map(({ id }) => id),
      options: {
        'http-200': { text: 'HTTP 200, as for every failure of business.', provenance: userNotIdentified.provenance },
        'http-401': {
          text: 'HTTP 401, FAIL envelope, 4010.',
          response: { status: 401, body: failEnvelopeSchema([unidentified]) },
          provenance: listed(401, unidentified),
        },
      },
      default: 'http-200',
    },
    {
      id: 'status.notRegistered',
      title: 'The HTTP status of 4050, where the mini-app is not set up for the feature',
      operations: operations.map(({ id }) => id),
      options: {
        'http-200': { text: 'HTTP 200, as for every failure of business.', provenance: notRegistered.provenance },
        'http-403': {
          text: 'HTTP 403, FAIL envelope, 4050.',
          response: { status: 403, body: failEnvelopeSchema([unregistered]) },
          provenance: listed(403, unregistered),
        },
      },
      default: 'http-200',
    },
  ] as const satisfies readonly Variant[]
}
