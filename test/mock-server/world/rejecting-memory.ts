import { rejectingEngine } from './rejecting-engine.js'

/** Takes the place of `mock-server/world/memory-engine.ts` in the project `rejecting`: see vitest.config.ts. */
export const memoryEngine = rejectingEngine
