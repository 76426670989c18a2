import { readFileSync } from 'node:fs'
import { pemOfFile, pemOrigin } from '../../client/pem.js'
import type { PemForm } from '../../client/pem-forms.js'
import { CodedError } from '../../errors/index.js'
import type { Given } from './subject.js'

/** A PEM with its name for messages, and its path where it is a file. */
export interface Pem {
  readonly text: string
  readonly label: string
  readonly path?: string
  /** How it had been written, where a program that takes it as it is will not read it. */
  readonly forms?: readonly PemForm[]
}

/**
 * Reads a PEM as the client does: text or the path of a file. Messages show of it a path at most.
 *
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function readPem(name: string, { value, from }: Given): Pem {
  const origin = pemOrigin(name, value)
  if ('pem' in origin) return { text: origin.pem, label: `the text in ${from}`, forms: origin.forms }
  const { path } = origin
  try {
    const { pem, forms } = pemOfFile(readFileSync(path, 'utf8'))
    return { text: pem, label: path, path, forms }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const fixes: Record<string, string> = {
      ENOENT: `There is no such file: correct the path in ${from}.`,
      EACCES: 'Let this user read it (chmod, chown), or run as its owner.',
      EISDIR: `It is a folder: name the file in ${from}.`,
    }
    throw new CodedError('ERR_INVALID_OPTION', `${path} cannot be read (${code})`, {
      fix: fixes[code ?? ''] ?? `Check the path in ${from}.`,
      cause,
    })
  }
}

/** The certificates of a bundle, one PEM each. */
export function certificatesIn(bundle: string): string[] {
  return bundle.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []
}
