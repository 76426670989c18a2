import { type Command, Option } from 'commander'
import { actionsOf, addFlags } from './flags.js'
import { behind } from './help-words.js'
import type { SettingKey } from './settings/settings.js'

const ofFolder: readonly SettingKey[] = ['dir']

/** Adds what is done with a mock in the background, that of a folder: `wait`, `status` and `stop`. */
export function addLifecycleCommands(program: Command, exit: (code: number) => void): void {
  const does = actionsOf(exit)
  const timeout = (seconds: string) => new Option('--timeout <seconds>', 'how long to wait').default(seconds, seconds)

  addFlags(program.command('wait'), ofFolder)
    .description('wait until the mock of this folder answers')
    .addOption(timeout('30'))
    .option('--json', 'print one line of JSON, as status does')
    .action(does(async (flags, parsed) => (await import('./commands/wait.js')).wait(flags, parsed)))

  addFlags(program.command('status'), ofFolder)
    .description('say whether a mock runs on this folder, and how to reach it')
    .option('--json', 'print one line of JSON')
    .addHelpText('after', behind('It ends with 1 when none runs.'))
    .action(does(async (flags, parsed) => (await import('./commands/status.js')).status(flags, parsed)))

  addFlags(program.command('stop'), ofFolder)
    .description('end the mock of this folder, and wait until it has answered what was in flight')
    .addOption(timeout('10'))
    .option('--json', 'print one line of JSON')
    .action(does(async (flags, parsed) => (await import('./commands/stop.js')).stop(flags, parsed)))
}
