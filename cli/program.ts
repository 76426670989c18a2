import { Command, CommanderError, Option } from 'commander'
import { exitCodesInHelp } from './exit-codes.js'
import { reportFailure } from './failure.js'
import { addFlags, givenFlags } from './flags.js'
import { type SettingKey, settings } from './settings/settings.js'
import { shells } from './shell-quote.js'
import { columnsOf, painter, wrap } from './terminal.js'
import { version } from './version.js'

const about = `A mock of the Apps in Toss (앱인토스) partner API: real mTLS, stateful features.
Unofficial: not made or endorsed by Toss. 비공식 도구이며 토스와는 관련이 없어요.`

const sources = [
  'Each of these can also be set in the environment (--control-port is APPS_IN_TOSS_MOCK_CONTROL_PORT, --no-redact is',
  'APPS_IN_TOSS_MOCK_REDACT=false) and in a config file ("controlPort": 0). A flag counts before the environment, the',
  'environment before the file. docs/cli.md lists them all.',
].join(' ')

/**
 * Runs the command line.
 *
 * @param args without the program's name
 * @returns the exit code, see `exit-codes.ts`
 */
export async function run(args: readonly string[]): Promise<number> {
  let code = 0
  const program = createProgram((exitCode) => {
    code = exitCode
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    return reportFailure(error)
  }
}

/** The commands; each is loaded when it is called, so that `--help` costs nothing. */
export function createProgram(exit: (code: number) => void): Command {
  const program = new Command('apps-in-toss-mock')
    .description(about)
    .usage('[start] [flags]\n       apps-in-toss-mock <command> [flags]')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain the command and its flags')
    .helpCommand(false)
    .showHelpAfterError('(apps-in-toss-mock --help explains commands and flags)')
    .exitOverride()
    .enablePositionalOptions()

  const start = program
    .command('start', { isDefault: true })
    .description('start the mock (also without a command)')
    .allowExcessArguments()
    .addHelpText('after', () => {
      const columns = columnsOf(process.stdout)
      return `\n${wrap(sources, columns).join('\n')}\n\n${exitCodesInHelp(columns)}`
    })
    .action(async (parsed: Record<string, unknown>, { args }: Command) => {
      if (args[0] !== undefined) unknownCommand(program, args[0])
      if (parsed.listVariants === true) return exit(await listVariants(parsed.json === true))
      const flags = givenFlags(parsed, process.cwd())
      const command = await import('./commands/start.js')
      exit(await command.start(flags))
    })
  addFlags(
    start,
    settings.map(({ key }) => key),
    { grouped: true },
  ).addOption(
    new Option('--list-variants', 'print the variants with options, default and provenance, and exit').helpGroup(
      'Settings:',
    ),
  )

  addFlags(program.command('env'), ofFolder)
    .description('print the lines that point a shell at the running mock: eval "$(apps-in-toss-mock env)"')
    .addOption(new Option('--shell <name>', 'whose syntax').choices(shells).default('sh'))
    .action(async (parsed) => {
      const flags = givenFlags(parsed, process.cwd())
      const command = await import('./commands/env.js')
      exit(await command.env(flags, parsed.shell))
    })

  addFlags(program.command('doctor'), ofFolder)
    .description('check the set-up of the calling side: files, dates, trust, connection, clock')
    .option('--base-url <url>', 'where the API is (default: APPS_IN_TOSS_BASE_URL, then the running mock)')
    .option('--cert <path>', 'client certificate (default: APPS_IN_TOSS_CERT, then the running mock)')
    .option('--key <path>', 'its key (default: APPS_IN_TOSS_KEY, then the running mock)')
    .option(
      '--ca <path>',
      'authority to trust besides the public ones (default: APPS_IN_TOSS_CA, then the running mock)',
    )
    .option('--json', 'print the findings as one line of JSON')
    .addHelpText('after', '\nOf a toss.im host only the TLS handshake is tried, no request is sent.')
    .action(async (parsed) => {
      const flags = givenFlags(parsed, process.cwd())
      const command = await import('./commands/doctor.js')
      exit(await command.doctor(flags, parsed))
    })

  program
    .command('openapi')
    .description('print the contract as an OpenAPI 3.1 document (JSON)')
    .option('--yaml', 'as YAML')
    .action(async (parsed) => {
      const command = await import('./commands/openapi.js')
      exit(await command.openapi(parsed))
    })

  return program.addHelpText('after', () => `\n${flagsOf(start)}`)
}

/** Commands that only need to find the running mock. */
const ofFolder: readonly SettingKey[] = ['dir']

async function listVariants(json: boolean): Promise<number> {
  const { variantsAsJson, variantsInWords } = await import('./variants-list.js')
  const { stdout } = process
  stdout.write(json ? variantsAsJson() : variantsInWords({ paint: painter(stdout), columns: columnsOf(stdout) }))
  return 0
}

function unknownCommand(program: Command, name: string): never {
  const names = program.commands.map((command) => command.name())
  program.error(`error: unknown command '${name}'; there are ${names.join(', ')}`)
}

/** The help of `start` from its first heading on: the program's own help shows the flags of its default command. */
function flagsOf(start: Command): string {
  let text = ''
  start.configureOutput({ ...start.configureOutput(), writeOut: (part) => (text += part) })
  start.outputHelp()
  const lines = text.trimEnd().split('\n')
  return lines.slice(lines.findIndex((line) => /^\S.*:$/.test(line))).join('\n')
}
