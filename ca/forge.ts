import type forge from 'node-forge'

/** The node-forge library. */
export type Forge = typeof forge

/** node-forge, imported when the first PKCS#12 file is made or read: it takes about 40 ms. */
export async function loadForge(): Promise<Forge> {
  return (await import('node-forge')).default
}
