import { type Provenance, type Variant, variants } from '../contracts/index.js'
import { told } from './language.js'
import { type Paint, wrap } from './terminal.js'

/** Every variant with its options, the default, and how each is known; for people. */
export function variantsInWords({ paint, columns }: { paint: Paint; columns: number }): string {
  const intro =
    'Where sources about the real API conflict, the mock follows the most likely one; the others can be switched on by name.'
  const blocks = (variants as readonly Variant[]).map((variant) => {
    const options = Object.entries(variant.options).flatMap(([name, { text, provenance }]) => [
      `  ${paint('cyan', name)}${name === variant.default ? paint('green', `  (${told('default')})`) : ''}`,
      ...indent(6, wrap(told(text), columns - 8)),
      ...indent(6, wrap(known(provenance), columns - 8)).map((line) => paint('gray', line)),
    ])
    return [paint('bold', variant.id), ...indent(2, wrap(told(variant.title), columns - 4)), ...options].join('\n')
  })
  const example = told(`For example: --variant ${example0()}`)
  return `${[wrap(told(intro), columns).join('\n'), ...blocks, example].join('\n\n')}\n`
}

/** The same as one line of JSON. */
export function variantsAsJson(): string {
  return `${JSON.stringify(variants)}\n`
}

function known({ known, source, date }: Provenance): string {
  return `${told(known)}: ${told(source)} (${date})`
}

function example0(): string {
  const [first] = variants as readonly Variant[]
  return `${first?.id}=${Object.keys(first?.options ?? {}).find((option) => option !== first?.default)}`
}

function indent(by: number, lines: readonly string[]): string[] {
  return lines.map((line) => ' '.repeat(by) + line)
}
