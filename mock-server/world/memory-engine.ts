import type { Engine } from './engine.js'

/** Memory accepts everything: there is nobody to ask. */
export function memoryEngine(): Engine | undefined {
  return undefined
}
