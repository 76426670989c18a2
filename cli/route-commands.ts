import type { Command } from 'commander'
import { groups, type RouteCommand } from './toss/words.js'

const tossSays = 'do on the running mock what Toss, its app and its console do: toss login, toss approve …'

/**
 * Adds the commands that are made of the control API's routes. What they take is read when one is called: the table of routes is
 * not loaded for `--help`.
 */
export function addRouteCommands(program: Command, exit: (code: number) => void): void {
  const all: readonly (readonly [RouteCommand, string])[] = [
    ['toss', tossSays],
    ...Object.entries(groups).map(([name, { says }]) => [name as RouteCommand, says] as const),
  ]
  for (const [name, says] of all) {
    program
      .command(name)
      .description(says)
      .usage('[what] [flags]')
      .argument('[what...]')
      .helpOption(false)
      .allowUnknownOption()
      .passThroughOptions()
      .action(async (_what: string[], _parsed: unknown, { args }: Command) => {
        const { runRoutes } = await import('./toss/program.js')
        exit(await runRoutes(name, args))
      })
  }
}
