import { CodedError } from '../errors/index.js'

const fixes: Readonly<Record<string, string>> = {
  ENOSPC: 'Make room on the disk, or name another place.',
  EDQUOT: 'Make room within your quota, or name another place.',
  ENOENT: 'Make its folder first.',
  ENOTDIR: 'Name a file in a folder: a part of its path is a file.',
}

/** What to do about an error of the system. */
export function fixOf(code: string | undefined): string {
  return fixes[code ?? ''] ?? 'Check who may write there, or name another place.'
}

/**
 * A file or stream that the system does not let us write.
 *
 * @param name how messages name it: a path, `stdout`
 * @param cause an error of the system
 */
export function writeFailed(name: string, cause: unknown): CodedError<'ERR_WRITE_FAILED'> {
  const { code = String(cause) } = cause as NodeJS.ErrnoException
  const fix = fixOf(code)
  return new CodedError('ERR_WRITE_FAILED', `${name} cannot be written (${code})`, { fix, cause })
}
