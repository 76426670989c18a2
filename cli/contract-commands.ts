import { type Command, Option } from 'commander'
import { behind } from './help-words.js'

/** Adds the commands that compare something with the contract without a server: `check` and `contract`. */
export function addContractCommands(program: Command, exit: (code: number) => void): void {
  const format = () => new Option('--format <name>', 'of the report').choices(['table', 'json']).default('table')

  program
    .command('check')
    .description('check recorded traffic (HAR, or the journal of a mock) against the contract')
    .argument('<file...>', 'HAR 1.2, or GET /journal.jsonl of a mock; - is stdin')
    .option('--base-url <url>', 'where the API is, besides toss.im and this machine; repeatable', collect)
    .option(
      '--variant <id=option>',
      'where sources conflict, what to check by; repeatable; see --list-variants',
      collect,
    )
    .option('--redact <path>', 'write a copy without secrets and personal data, in the same format; - is stdout')
    .option('--force', 'write that copy over a file that is not a redacted copy')
    .addOption(format())
    .addHelpText(
      'after',
      behind('It ends with 1 when something breaks the contract. No value of the traffic is printed.'),
    )
    .action(async (files: string[], parsed) => {
      const command = await import('./commands/check.js')
      exit(await command.check(files, parsed))
    })

  const contract = program
    .command('contract')
    .description('compare two versions of the contract: which changes break clients')
    .usage('diff <before> <after> [flags]')
    .helpCommand(false)

  contract
    .command('diff')
    .description('list the changes between two OpenAPI documents, and say which break clients')
    .argument('<before>', 'a file (JSON or YAML), or current: the contract of this version')
    .argument('<after>', 'the same')
    .addOption(format())
    .addHelpText('after', behind('It ends with 1 when a change breaks clients.'))
    .action(async (before: string, after: string, parsed) => {
      const command = await import('./commands/contract.js')
      exit(await command.diff(before, after, parsed))
    })
}

function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value]
}
