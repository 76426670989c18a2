import { anonymizeRequest, anonymizeResponse, anonymousMediaType, productionOrigins } from '../contracts/index.js'
import type { KnownOperation } from './match.js'
import type { RecordedBody, RecordedExchange } from './recorded-exchange.js'

/** The exchange with made-up values in place of everything that could be about somebody; checking it finds the same. */
export function anonymousExchange(operation: KnownOperation, exchange: RecordedExchange): RecordedExchange {
  const { id, method, path } = operation
  const { request, response, url } = exchange
  return {
    method,
    url: `${originOf(url, operation)}${path}`,
    request: {
      headers: anonymizeRequest(id, { headers: request.headers }).headers,
      body: anonymousBody(request.body, (body) => anonymizeRequest(id, { headers: {}, body }).body),
    },
    response:
      'unanswered' in response
        ? response
        : {
            status: response.status,
            contentType: response.contentType === undefined ? undefined : anonymousMediaType(response.contentType),
            body: anonymousBody(response.body, (body) => anonymizeResponse(id, body)),
          },
  }
}

function anonymousBody(body: RecordedBody, anonymize: (value: unknown) => unknown): RecordedBody {
  if (body.kind === 'json') return { kind: 'json', value: anonymize(body.value) }
  return body.kind === 'text' ? { kind: 'text', text: String(anonymize(body.text)) } : body
}

/** Hosts of toss.im and of this machine say nothing about anybody; any other becomes the production host. */
function originOf(url: string, { host }: KnownOperation): string {
  if (!URL.canParse(url)) return productionOrigins[host]
  const { hostname, origin } = new URL(url)
  const isPublic = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|[a-z.-]+\.toss\.im)$/.test(hostname)
  return isPublic ? origin : productionOrigins[host]
}
