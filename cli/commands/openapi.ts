import { loadFixtures, openApiDocument } from '../../contracts/index.js'

/** Prints the contract as an OpenAPI 3.1 document, with the fixtures as examples. */
export async function openapi({ yaml }: { yaml?: boolean }): Promise<number> {
  const document = openApiDocument({ fixtures: await loadFixtures() })
  if (yaml === true) {
    const { stringify } = await import('yaml')
    process.stdout.write(stringify(document, { aliasDuplicateObjects: false }))
  } else {
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
  }
  return 0
}
