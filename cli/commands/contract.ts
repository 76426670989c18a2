import { diffContracts } from '../../contracts/index.js'
import { diffInWords } from '../diff-report.js'
import { readOpenApi } from '../openapi-file.js'
import { columnsOf, painter } from '../terminal.js'

/**
 * Prints what changed between two OpenAPI documents, and what of it breaks clients.
 *
 * @returns the exit code: 1 when a change breaks clients
 * @throws CodedError `ERR_OPENAPI_FILE`
 */
export async function diff(before: string, after: string, { format }: { format: 'table' | 'json' }): Promise<number> {
  const found = diffContracts(await readOpenApi(before), await readOpenApi(after))
  const { stdout } = process
  stdout.write(
    format === 'json'
      ? `${JSON.stringify(found)}\n`
      : diffInWords(found, { paint: painter(stdout), columns: columnsOf(stdout) }),
  )
  return found.breaking ? 1 : 0
}
