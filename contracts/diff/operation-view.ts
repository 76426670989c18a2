import { isObject } from '../json.js'
import { follow, type JsonObject, objectOf } from './schema-view.js'

/** An operation of a document, or a request that Toss sends. */
export interface OperationView {
  /** `POST /pay/make-payment`; of a webhook its name and method. */
  readonly route: string
  /** The operationId, or the route where it has none. */
  readonly id: string
  readonly node: JsonObject
  /** Parameters by place and name: `header x-toss-user-key`. */
  readonly parameters: ReadonlyMap<string, JsonObject>
  readonly body: { readonly required: boolean; readonly content: JsonObject } | undefined
  readonly responses: ReadonlyMap<string, JsonObject>
  /** Each way to prove who one is: the names of schemes that it takes. */
  readonly security: readonly (readonly string[])[]
  readonly servers: readonly string[]
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** The operations of `paths`, or the requests of `webhooks`, by route. */
export function viewOperations(document: JsonObject, where: 'paths' | 'webhooks'): Map<string, OperationView> {
  const views = new Map<string, OperationView>()
  for (const [path, item] of Object.entries(objectOf(document[where]))) {
    const shared = follow(item, document)
    for (const method of methods) {
      const node = shared[method]
      if (!isObject(node)) continue
      const route = `${method.toUpperCase()} ${path}`
      views.set(route, viewOperation(route, node, shared, document))
    }
  }
  return views
}

function viewOperation(route: string, node: JsonObject, shared: JsonObject, document: JsonObject): OperationView {
  const body = node.requestBody === undefined ? undefined : follow(node.requestBody, document)
  const responses = Object.entries(objectOf(node.responses)).filter(([status]) => !status.startsWith('x-'))
  return {
    route,
    id: typeof node.operationId === 'string' ? node.operationId : route,
    node,
    parameters: new Map(
      [...listOf(shared.parameters), ...listOf(node.parameters)].map((each) => named(each, document)),
    ),
    body: body && { required: body.required === true, content: objectOf(body.content) },
    responses: new Map(responses.map(([status, response]) => [status, follow(response, document)])),
    security: listOf(node.security ?? document.security).map((way) => Object.keys(objectOf(way)).sort()),
    servers: listOf(node.servers ?? shared.servers ?? document.servers).map((server) => String(objectOf(server).url)),
  }
}

function named(node: unknown, document: JsonObject): [string, JsonObject] {
  const parameter = follow(node, document)
  const name = String(parameter.name)
  return [`${parameter.in} ${parameter.in === 'header' ? name.toLowerCase() : name}`, parameter]
}

/** A list, or an empty one for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
