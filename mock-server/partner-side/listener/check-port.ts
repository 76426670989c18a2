import { CodedError } from '../../../errors/index.js'

/**
 * Checks a port to listen on; 0 is a free one.
 *
 * @param option how it is named in messages
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function checkPort(option: string, port: number): void {
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return
  throw new CodedError('ERR_INVALID_OPTION', `${option} must be a whole number from 0 to 65535, not ${port}`)
}
