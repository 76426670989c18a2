import { loadFixtures, openApiDocument } from '../../contracts/index.js'
import { claimOutput, isStandardOutput } from '../../files/index.js'
import { isYamlName } from '../export-file.js'

/** What `openapi` was asked for. */
export interface OpenApiFlags {
  readonly yaml?: boolean
  readonly output?: string
  readonly force?: boolean
}

/**
 * Prints the contract as an OpenAPI 3.1 document, with the fixtures as examples, or writes it to a file.
 *
 * @throws CodedError `ERR_OUTPUT_FILE`, `ERR_WRITE_FAILED`
 */
export async function openapi({ yaml, output, force }: OpenApiFlags): Promise<number> {
  const toFile = output !== undefined && !isStandardOutput(output)
  const file = toFile ? claimOutput(output, { isOurs: isOurDocument, force }) : undefined
  const document = openApiDocument({ fixtures: await loadFixtures() })
  const text =
    yaml === true || isYamlName(output)
      ? (await import('yaml')).stringify(document, { aliasDuplicateObjects: false })
      : `${JSON.stringify(document, null, 2)}\n`
  if (file === undefined) process.stdout.write(text)
  else file.write(text)
  return 0
}

/** Its title stands at the beginning, in JSON and in YAML. */
function isOurDocument(head: string): boolean {
  const { info } = openApiDocument()
  return head.slice(0, 500).includes(info.title)
}
