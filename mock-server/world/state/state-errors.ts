import { CodedError } from '../../../errors/index.js'

/** A file that the world cannot be kept in. It is as it was. */
export function stateFileError(path: string, found: string, fix?: string, cause?: unknown): CodedError {
  return new CodedError('ERR_STATE_FILE', `state file ${path} ${found}; nothing was changed`, {
    ...(fix !== undefined && { fix }),
    cause,
  })
}

/** A file that another mock keeps its world in. */
export function stateLockedError(path: string, by: string): CodedError {
  return new CodedError('ERR_STATE_LOCKED', `state file ${path} is in use by ${by}; nothing was changed`)
}
