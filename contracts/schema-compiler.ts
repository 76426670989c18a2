import { createRequire } from 'node:module'
import type { Ajv2020 as Compiler, ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import type { JsonSchema } from './schema.js'

export type { ErrorObject, ValidateFunction }

/** Formats that schemas of the contract may name. Any other format is refused when the schema is compiled. */
const formats = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i,
  uri: /^[a-z][a-z0-9+.-]*:\S+$/i,
  int32: { type: 'number', validate: (value: number) => Math.abs(value) <= 2 ** 31 },
  int64: { type: 'number', validate: (value: number) => Number.isSafeInteger(value) },
} as const

/** Keywords that say something to people and to our own code, and nothing to a validator. */
const annotations = ['x-provenance', 'x-sensitive', 'x-encrypted'] as const

let compiler: Compiler | undefined

function sharedCompiler(): Compiler {
  if (compiler !== undefined) return compiler
  // Loading ajv takes about as long as the rest of the contract together; whoever only reads schemas does not pay for it.
  const load = createRequire(import.meta.url)
  const { Ajv2020 } = load('ajv/dist/2020.js') as { Ajv2020: typeof Compiler }
  // strictRequired refuses `oneOf: [{ required: ['a'] }, { required: ['b'] }]`, which is how a choice of fields is said.
  // The contract's own schemas are held against the meta-schema by a test; compiling that one takes longer than a request.
  const trusted = { meta: false, validateSchema: false } as const
  compiler = new Ajv2020({ allErrors: true, allowUnionTypes: true, strict: true, strictRequired: false, ...trusted })
  for (const keyword of annotations) compiler.addKeyword(keyword)
  for (const [name, format] of Object.entries(formats)) compiler.addFormat(name, format)
  return compiler
}

const compiled = new WeakMap<JsonSchema, ValidateFunction>()
/** By the schema's text: one that a caller writes anew at each call is compiled once, and ajv keeps what it compiles. */
const compiledTexts = new Map<string, ValidateFunction>()

/**
 * The validator of a schema: compiled at first use, then kept; schemas of equal value share one.
 * Draft 2020-12 in ajv's strict mode, all errors collected; `x-` annotations of the contract are known.
 */
export function compileSchema(schema: JsonSchema): ValidateFunction {
  let validate = compiled.get(schema)
  if (validate === undefined) {
    const text = JSON.stringify(schema)
    validate = compiledTexts.get(text) ?? sharedCompiler().compile(schema)
    compiledTexts.set(text, validate)
    compiled.set(schema, validate)
  }
  return validate
}
