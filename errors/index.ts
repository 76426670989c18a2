export { CodedError, type CodedErrorOptions, isCodedError } from './coded-error.js'
export { type ErrorCode, errorTable } from './table.js'
