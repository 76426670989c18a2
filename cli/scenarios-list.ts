import { scenarios } from '../mock-server/partner-side/faults/scenarios.js'
import { told } from './language.js'
import { type Paint, wrap } from './terminal.js'

/** Every scenario of things that go wrong, for people. */
export function scenariosInWords({ paint, columns }: { paint: Paint; columns: number }): string {
  const intro =
    'What can be made to go wrong for every mini-app; several can be given. docs/features/faults.md has more.'
  const blocks = Object.entries(scenarios).map(([name, { text }]) =>
    [paint('bold', name), ...wrap(told(text), columns - 4).map((line) => `  ${line}`)].join('\n'),
  )
  return `${[wrap(told(intro), columns).join('\n'), ...blocks, told('For example: --scenario flaky-network')].join('\n\n')}\n`
}

/** The same as one line of JSON. */
export function scenariosAsJson(): string {
  return `${JSON.stringify(Object.entries(scenarios).map(([name, { text }]) => ({ name, text })))}\n`
}
