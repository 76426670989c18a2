/** A JSON Schema, as far as forms and facts are made of it. */
export interface Schema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly enum?: readonly (string | number | null)[]
  readonly const?: unknown
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly pattern?: string
  readonly format?: string
  readonly examples?: readonly unknown[]
  /** Of a flat object: which fields belong to which value of one of them. */
  readonly 'x-fields-by'?: { readonly field: string; readonly fields: Readonly<Record<string, readonly string[]>> }
}

/** A parameter in the path or the query. */
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly description?: string
  readonly schema: Schema
}

/** A command or a question of the control API. */
export interface Operation {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly summary: string
  readonly tag: string
  readonly parameters: readonly Parameter[]
  /** Of the body; undefined where there is none. */
  readonly body: Schema | undefined
  /** Of a JSON answer. */
  readonly answer: Schema | undefined
  /** The word for it in the `possible` of its subject. */
  readonly possibleAs: string | undefined
}

/** What the control API says of itself. */
export interface Description {
  readonly operations: readonly Operation[]
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  /** Of the operations of the partner API and the callbacks. */
  readonly titles: Readonly<Record<string, { readonly en: string; readonly ko: string }>>
  /** Throws for an id that this mock does not have. */
  operation(id: string): Operation
  has(id: string): boolean
}

interface Document {
  readonly tags: Description['tags']
  readonly 'x-titles'?: Description['titles']
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>
}

interface DescribedOperation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >
  readonly 'x-possible-as'?: string
}

/** Reads `/control.openapi.json`. */
export async function readDescription(): Promise<Description> {
  const answer = await fetch('/control.openapi.json')
  if (!answer.ok) throw new Error(`/control.openapi.json answered ${answer.status}`)
  return descriptionOf((await answer.json()) as Document)
}

/** The operations of a document. */
export function descriptionOf({ paths, tags, 'x-titles': titles = {} }: Document): Description {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operationOf(path, method, described)),
  )
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  return {
    operations,
    tags,
    titles,
    has: (id) => byId.has(id),
    operation(id) {
      const operation = byId.get(id)
      if (operation === undefined) throw new Error(`the control API has no operation ${id}`)
      return operation
    },
  }
}

function operationOf(path: string, method: string, described: DescribedOperation): Operation {
  const { operationId, summary, tags, parameters = [], requestBody, responses } = described
  const [, done] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
  return {
    id: operationId,
    method: method.toUpperCase() as Operation['method'],
    path,
    summary,
    tag: tags[0] ?? '',
    parameters,
    body: requestBody?.content['application/json']?.schema,
    answer: done?.content?.['application/json']?.schema,
    possibleAs: described['x-possible-as'],
  }
}
