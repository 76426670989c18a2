import { createRequire } from 'node:module'

/** The version of this package, which is noted in what it writes. */
export const thisVersion: string = createRequire(import.meta.url)('apps-in-toss-mock/package.json').version
