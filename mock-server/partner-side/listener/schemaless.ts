import type { FastifyServerOptions } from 'fastify'

const refuse = () => {
  throw new Error('routes have no schemas of their own: the contract checks what goes over the wire')
}

/**
 * Fastify's compilers for the schemas of routes, which nobody here uses, switched off: loading them (ajv and a
 * serializer) takes as long as everything else that is done to start.
 */
export const schemaless = {
  compilersFactory: { buildValidator: refuse, buildSerializer: refuse },
} satisfies FastifyServerOptions['schemaController']
