export { claimOutput, isStandardOutput, type OutputFile, type OutputRules } from './output-file.js'
export { beginReplacement, type Replacement, replaceFile } from './replace-file.js'
export { writeFailed } from './write-failed.js'
