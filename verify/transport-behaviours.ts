import { assumed, assuming, documented, observed, reliedOn } from '../contracts/index.js'
import type { Behaviour } from './areas.js'

const shapes = 'shapes of requests that several live clients send'
const refusals = 'a public report of a rustls client: alert certificate_required'
const unpublished = 'nothing public says'

function tls(name: string, says: string, provenance: Behaviour['provenance']): Behaviour {
  return { id: `tls/${name}`, area: 'tls', operations: [], says, provenance }
}

function http(name: string, says: string, provenance: Behaviour['provenance']): Behaviour {
  return { id: `http/${name}`, area: 'http', operations: [], says, provenance }
}

/** What is said of the connection and of HTTP, and belongs to no single operation. */
export const transportBehaviours: readonly Behaviour[] = [
  tls(
    'server-certificate',
    'The server has a certificate for its host name, of an authority that the client trusts.',
    reliedOn('clients verify it with the ordinary trust store'),
  ),
  tls('version-1.3', 'TLS 1.3 is spoken.', observed(refusals)),
  tls('version-1.2', 'TLS 1.2 is spoken.', assumed(`${unpublished}; production was seen on TLS 1.3 only`)),
  tls('version-1.1', 'TLS 1.1 is refused in the handshake.', assumed(`${unpublished}; it is obsolete (RFC 8996)`)),
  tls(
    'no-certificate-1.3',
    'Without a client certificate TLS 1.3 ends with alert 116, and there is no HTTP reply.',
    observed(refusals),
  ),
  tls(
    'no-certificate-1.2',
    'Without a client certificate TLS 1.2 ends with alert 40, and there is no HTTP reply.',
    assumed('what OpenSSL does; production was seen on TLS 1.3 only'),
  ),
  tls(
    'foreign-certificate',
    'A client certificate of another authority: the connection is closed before any HTTP reply.',
    assumed(unpublished),
  ),
  tls(
    'expired-certificate',
    'An expired client certificate: the connection is closed before any HTTP reply.',
    assumed('documented: authentication fails after 390 days; how is not said'),
  ),
  http('json-always', 'Every answer is JSON, errors included.', documented('response format')),
  http('wrong-method', 'A wrong method is answered HTTP 405.', observed('GET on get-order-status, public report')),
  http(
    'wrong-method-body',
    'The body of a 405 is a FAIL envelope with METHOD_NOT_ALLOWED.',
    assumed('every response is JSON; the code is this project’s'),
  ),
  http(
    'unknown-path',
    'An unknown path is answered HTTP 404 with a FAIL envelope and NOT_FOUND.',
    assumed('every response is JSON; the code is this project’s'),
  ),
  http(
    'malformed-json',
    'A body that is not JSON is answered HTTP 400, INVALID_PARAMETER, with errorDetails.',
    assuming(documented('error code table (2026-07/08)'), 'that the code is INVALID_PARAMETER'),
  ),
  http(
    'wrong-content-type',
    'JSON that is not sent as application/json is answered HTTP 400, INVALID_PARAMETER.',
    assumed(unpublished),
  ),
  http(
    'missing-body',
    'An empty body where one is needed is answered HTTP 400, INVALID_PARAMETER.',
    assuming(documented('error code table (2026-07/08)'), 'that the code is INVALID_PARAMETER'),
  ),
  http(
    'empty-body',
    'Where no body is needed, an empty one, none at all and {} are the same.',
    reliedOn(`${shapes}: get-key, remove-by-access-token, anon-key/verify`),
  ),
  http(
    'chunked-body',
    'A chunked body without Content-Length, sent as application/json; charset=utf-8, is read.',
    reliedOn('the official sample sends it so'),
  ),
  http('header-case', 'Header names are read in any case.', reliedOn(shapes)),
  http('get-with-content-type', 'A GET may carry Content-Type: application/json.', reliedOn(shapes)),
  http('unknown-fields', 'Fields that the operation does not know are ignored.', assumed(unpublished)),
  http(
    'order-of-checks',
    'The body is checked (400) before the feature (4050), the feature before the user (4010).',
    assumed(unpublished),
  ),
  http(
    'one-user-header',
    'x-toss-user-key and x-anon-key together are answered 4010.',
    assuming(documented('two together are forbidden by the text'), 'what they are answered'),
  ),
  http(
    'any-host-header',
    'The path decides, whatever the Host header says.',
    assumed('clients point at a local address; of production nothing is said'),
  ),
  http('body-too-large', 'A body over 1 MiB is answered HTTP 400.', assumed('no limit is published')),
]
