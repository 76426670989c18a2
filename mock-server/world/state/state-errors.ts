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

/** A database that the worlds cannot be kept in. */
export function stateDatabaseError(address: string, found: string, fix?: string, cause?: unknown): CodedError {
  return new CodedError('ERR_STATE_DATABASE', `the database ${address} ${found}`, {
    ...(fix !== undefined && { fix }),
    cause,
  })
}

/** A database that has not come back in time. What was asked for was not done. */
export function stateAwayError(address: string): CodedError {
  return new CodedError('ERR_STATE_AWAY', `the database ${address} is not there; nothing was changed`)
}

/** Too many calls wait for the database already. */
export function stateBusyError(waiting: number): CodedError {
  return new CodedError('ERR_STATE_AWAY', `${waiting} calls wait for the database already; nothing was changed`)
}

/** The database was asked, and has not answered in time. */
export function stateUnknownError(cause: unknown): CodedError {
  const found = 'outcome unknown: the database gave no answer in time, and the call may have been done'
  return new CodedError('ERR_STATE_UNKNOWN', found, { cause })
}
