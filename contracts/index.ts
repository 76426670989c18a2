export * from './catalogue.js'
export * from './operation.js'
export * from './provenance.js'
export type { JsonSchema, JsonType } from './schema.js'
