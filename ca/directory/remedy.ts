import { X509Certificate } from 'node:crypto'
import { CodedError, isCodedError } from '../../errors/index.js'
import { appNamesIn, clientFileNames, type FolderContents, fileNames } from './files.js'
import { authoritySubject, type Fault, type FolderState, faultOf, judge, type Wanted } from './judge-folder.js'

/**
 * As `judge`, and where it throws, the fix says at once which files of ours have to go for a start to work: one message
 * instead of one for each file.
 *
 * @param contents - of the whole folder
 * @throws CodedError `ERR_CA_FILE_DAMAGED`, `ERR_CA_INCOMPLETE`, `ERR_CA_KEY_MISMATCH`, `ERR_CA_FOREIGN_FILE`
 */
export function judgeOrAdvise(contents: FolderContents, wanted: Wanted): FolderState {
  try {
    return judge(contents, wanted)
  } catch (error) {
    const fault = faultOf(error)
    if (!isCodedError(error) || fault === undefined) throw error
    const { code, message } = error
    throw new CodedError(code, message, { fix: adviceFor(fault, contents, wanted), cause: error.cause })
  }
}

function adviceFor({ restore }: Fault, contents: FolderContents, wanted: Wanted): string {
  const elsewhere = 'Give the mock a folder of its own: --dir .apps-in-toss-mock-2.'
  const { gone, stays } = filesToDelete(contents, wanted)
  if (stays !== undefined) return `${stays} may be yours, and the mock leaves it alone. ${elsewhere}`
  const trust = gone.includes(fileNames.ca) ? ' Clients then have to trust the new ca.crt.' : ''
  return (
    `Restore ${restore.join(' and ')} from a copy; or delete exactly these files in ${wanted.dir}, and no others, and start again: ` +
    `${gone.join(' ')}. They are made anew.${trust}`
  )
}

/** The files without which nothing stands in the way; and one that does and may not be ours. */
function filesToDelete(contents: FolderContents, wanted: Wanted): { gone: string[]; stays?: string } {
  const left = new Map(contents)
  const gone = new Set<string>()
  const remove = (files: readonly string[]) => {
    for (const file of files) {
      if (left.get(file) === undefined) continue
      gone.add(file)
      left.delete(file)
    }
  }
  for (;;) {
    const before = gone.size
    try {
      judge(left, wanted)
      break
    } catch (error) {
      const { file } = faultOf(error) ?? {}
      if (file === undefined) throw error
      if (!isFolderOfOurs(contents) || !mayGo(belongingTo(file), left)) return { gone: [], stays: file }
      remove(belongingTo(file))
      if (gone.size === before) return { gone: [], stays: file }
    }
  }
  if (gone.has(fileNames.ca)) {
    for (const appName of appNamesIn(left)) {
      const { cert, key, pkcs12 } = clientFileNames(appName)
      if (isOurs(left.get(cert))) remove([cert, key, pkcs12])
    }
  }
  return { gone: [...gone] }
}

/** What cannot stay without a file. */
function belongingTo(file: string): readonly string[] {
  const { ca, caKey, server, serverKey } = fileNames
  if (file === ca || file === caKey) return [ca, caKey]
  if (file === server || file === serverKey) return [server, serverKey]
  const appName = /^(.+)(_public\.crt|_private\.key|\.p12\.password)$/.exec(file)?.[1]
  if (appName === undefined) return [file]
  const { cert, key, pkcs12, pkcs12Password } = clientFileNames(appName)
  return file === pkcs12Password ? [pkcs12, pkcs12Password] : [cert, key, pkcs12]
}

/** Whether no certificate among the files is another authority's. One that cannot be read is ours by its name in our folder. */
function mayGo(files: readonly string[], contents: FolderContents): boolean {
  return files.every((file) => !file.endsWith('.crt') || isOurs(contents.get(file)) !== false)
}

/** Whether a mock has been at work here. Otherwise names like `ca.crt` may well be those of the user's files. */
function isFolderOfOurs(contents: FolderContents): boolean {
  if (contents.get(fileNames.tokenSigningKey) !== undefined) return true
  return [...contents].some(([file, content]) => file.endsWith('.crt') && isOurs(content) === true)
}

/** Undefined where it is not a certificate. */
function isOurs(content: Buffer | undefined): boolean | undefined {
  if (content === undefined) return undefined
  try {
    return new X509Certificate(content).issuer === authoritySubject
  } catch {
    return undefined
  }
}
