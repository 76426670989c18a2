import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Ajv2020 as Compiler, ErrorObject, Options, ValidateFunction } from 'ajv/dist/2020.js'
import { boundErrors } from './bounded-errors.js'
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
const annotations = ['x-provenance', 'x-sensitive', 'x-encrypted', 'x-fields-by'] as const

const load = createRequire(import.meta.url)

let compiler: Compiler | undefined

function sharedCompiler(): Compiler {
  // Loading ajv takes about as long as the rest of the contract together; whoever only reads schemas does not pay for it.
  compiler ??= createCompiler(load('ajv/dist/2020.js'))
  return compiler
}

/** A compiler of the contract's schemas; `options` beyond those of {@link compileSchema}. */
export function createCompiler({ Ajv2020 }: { Ajv2020: typeof Compiler }, options: Options = {}): Compiler {
  // strictRequired refuses `oneOf: [{ required: ['a'] }, { required: ['b'] }]`, which is how a choice of fields is said.
  // The contract's own schemas are held against the meta-schema by a test; compiling that one takes longer than a request.
  const trusted = { meta: false, validateSchema: false } as const
  const strict = { allErrors: true, allowUnionTypes: true, strict: true, strictRequired: false, ...trusted } as const
  const code = { ...options.code, process: boundErrors }
  const made = new Ajv2020({ ...strict, ...options, code })
  for (const keyword of annotations) made.addKeyword(keyword)
  for (const [name, format] of Object.entries(formats)) made.addFormat(name, format)
  return made
}

/** A short name for a schema's text. */
export const keyOfText = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 20)

/** Where the build leaves validators that it compiled ahead of time; not there where the sources run as they are. */
const precompiled = new URL('../contracts/validators/', import.meta.url)
const isPrecompiled = existsSync(precompiled)

function precompiledValidator(text: string): ValidateFunction | undefined {
  if (!isPrecompiled) return undefined
  const path = fileURLToPath(new URL(`${keyOfText(text)}.cjs`, precompiled))
  return existsSync(path) ? load(path)(formats) : undefined
}

const compiled = new WeakMap<JsonSchema, ValidateFunction>()
/** By the schema's text: one that a caller writes anew at each call is compiled once, and ajv keeps what it compiles. */
const compiledTexts = new Map<string, ValidateFunction>()

/** The texts of the schemas that were compiled so far: what the build compiles ahead of time. */
export const textsOfCompiledSchemas = () => [...compiledTexts.keys()]

/**
 * The validator of a schema: compiled at first use, then kept; schemas of equal value share one.
 * Draft 2020-12 in ajv's strict mode, the first errors collected (`bounded-errors.ts`); `x-` annotations of the contract are
 * known.
 */
export function compileSchema(schema: JsonSchema): ValidateFunction {
  let validate = compiled.get(schema)
  if (validate === undefined) {
    const text = JSON.stringify(schema)
    validate = compiledTexts.get(text) ?? precompiledValidator(text) ?? sharedCompiler().compile(schema)
    compiledTexts.set(text, validate)
    compiled.set(schema, validate)
  }
  return validate
}
