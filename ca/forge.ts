import type forge from 'node-forge'

/** The node-forge library. */
export type Forge = typeof forge

/**
 * node-forge, imported when the first certificate is built and not before: it takes about 40 ms, which a start that only
 * reuses files should not pay.
 */
export async function loadForge(): Promise<Forge> {
  return (await import('node-forge')).default
}
