import { Command, CommanderError, Option } from 'commander'
import { requireNode, startWithNode } from '../errors/runtime.js'
import { nearMiss } from '../mock-server/world/checks/near-miss.js'
import { languageAsked } from './asked-language.js'
import { addCertificateCommand } from './certificate-command.js'
import { addContractCommands } from './contract-commands.js'
import { exitCodesInHelp } from './exit-codes.js'
import { reportFailure } from './failure.js'
import { actionsOf, addFlags, givenFlags } from './flags.js'
import { addLanguageFlag, speakAsTold } from './help-words.js'
import { speak, told } from './language.js'
import { addLifecycleCommands } from './lifecycle-commands.js'
import { addRouteCommands } from './route-commands.js'
import { type SettingKey, settings } from './settings/settings.js'
import { shells } from './shell-quote.js'
import { columnsOf, painter, wrap } from './terminal.js'
import { version } from './version.js'

const about =
  'A mock of the Apps in Toss (앱인토스) partner API: real mTLS, stateful features. Unofficial: not made or endorsed by Toss.'

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
  await speak(await languageAsked(args, process.env, process.cwd()))
  const program = createProgram((exitCode) => {
    code = exitCode
  })
  try {
    requireNode('apps-in-toss-mock', startWithNode)
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    return reportFailure(error)
  }
}

/** The commands; each is loaded when it is called, so that `--help` costs nothing. */
export function createProgram(exit: (code: number) => void): Command {
  const program = speakAsTold(new Command('apps-in-toss-mock'))
    .description(about)
    .usage('[start] [flags]\n       apps-in-toss-mock <command> [flags]')
    .version(version(), '-v, --version', 'print the version')
    .addOption(new Option('-V').hideHelp())
    .on('option:V', () => printVersion(program))
    .helpOption('-h, --help', 'explain the command and its flags')
    .helpCommand(false)
    .showHelpAfterError(told('(apps-in-toss-mock --help explains commands and flags)'))
    .exitOverride()
    .enablePositionalOptions()

  const does = actionsOf(exit)
  const start = program
    .command('start', { isDefault: true })
    .description('start the mock (also without a command)')
    .allowExcessArguments()
    .addHelpText('after', () => {
      const columns = columnsOf(process.stdout)
      return `\n${wrap(told(sources), columns).join('\n')}\n\n${exitCodesInHelp(columns)}`
    })
    .action(async (parsed: Record<string, unknown>, { args }: Command) => {
      if (args[0] !== undefined) unknownCommand(program, args[0])
      if (parsed.listVariants === true) return exit(await listVariants(parsed.json === true))
      if (parsed.listScenarios === true) return exit(await listScenarios(parsed.json === true))
      const flags = givenFlags(parsed, process.cwd())
      if (parsed.detach === true) {
        const { isDetached, startDetached } = await import('./detach.js')
        if (!isDetached()) return exit(await startDetached(flags))
      }
      const command = await import('./commands/start.js')
      exit(await command.start(flags))
    })
  addFlags(
    start,
    settings.map(({ key }) => key),
    { grouped: true },
  )
    .addOption(
      new Option('--list-variants', 'print the variants with options, default and provenance, and exit').helpGroup(
        'Settings:',
      ),
    )
    .addOption(new Option('--list-scenarios', 'print the scenarios of faults, and exit').helpGroup('Settings:'))
    .addOption(
      new Option(
        '--detach',
        'go to the background, and return when the mock answers; then wait, status and stop',
      ).helpGroup('Output:'),
    )

  addLifecycleCommands(program, exit)

  addFlags(program.command('run'), ofRun, { hidden: rareInRun })
    .description('run a command whose calls of the API reach a mock of its own, and say what was called')
    .usage('[flags] -- <command> [arguments]')
    .argument('<command...>', 'the command and its arguments')
    .passThroughOptions()
    .option('--strict', 'fail, with 65, when the command ended with 0, and its calls broke the contract or none came')
    .addOption(
      new Option(
        '--namespace [kind]',
        'Linux: lead any program, in a namespace with a hosts file of its own, or else with a network of its own',
      ).choices(['hosts', 'network']),
    )
    .addHelpText(
      'after',
      `\n${told('The other flags of start work here as well, but for --json, --write-env, --hosts and --watch. Ports are free ones.')}`,
    )
    .action(does(async (flags, words, parsed) => (await import('./commands/run.js')).run(flags, words, parsed)))

  addFlags(program.command('phone'), ofPhone)
    .description("serve a mini-app's page with the Toss app of the running mock around it")
    .argument('<page>', 'the URL of a dev server, or the folder of a build')
    .option('--app-name <name>', 'the mini-app (default: that of the mock)')
    .option('--control-url <url>', 'control API (default: APPS_IN_TOSS_CONTROL_URL, then the running mock)')
    .addHelpText(
      'after',
      `\n${told('Open the address that it prints in a browser. Vite has a plugin instead: apps-in-toss-mock/vite.')}`,
    )
    .action(does(async (flags, page, parsed) => (await import('./commands/phone.js')).phone(flags, page, parsed)))

  addFlags(program.command('env'), ofFolder)
    .description('print the lines that point a shell at the running mock: eval "$(apps-in-toss-mock env)"')
    .addOption(
      new Option('--shell <name>', 'whose syntax; github: for the file $GITHUB_ENV').choices(shells).default('sh'),
    )
    .option('--names <names>', 'own, public (those that public clients read as well), or a list with commas', 'own')
    .option('--contents', 'with --names: certificates and keys themselves, besides their paths')
    .action(does(async (flags, parsed) => (await import('./commands/env.js')).env(flags, parsed)))

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
    .addHelpText('after', `\n${told('Of a toss.im host only the TLS handshake is tried, no request is sent.')}`)
    .action(does(async (flags, parsed) => (await import('./commands/doctor.js')).doctor(flags, parsed)))

  addFlags(program.command('verify'), ofFolder)
    .description('compare a server with the contract, by requests that change nothing')
    .option('--base-url <url>', 'where the API is (default: APPS_IN_TOSS_BASE_URL, then the running mock)')
    .option('--pay-base-url <url>', 'where Toss Pay is (default: its production host for production, else --base-url)')
    .option('--cert <path>', 'client certificate (default: APPS_IN_TOSS_CERT, then the running mock)')
    .option('--key <path>', 'its key (default: APPS_IN_TOSS_KEY, then the running mock)')
    .option('--ca <path>', 'authority to trust (default: APPS_IN_TOSS_CA, then the running mock)')
    // Gone: the command says so, and what to do.
    .addOption(new Option('--full').hideHelp())
    .addOption(new Option('--control-url <url>').hideHelp())
    .addOption(
      new Option('--only <part...>', 'only these parts').choices([
        ...['tls', 'http', 'login', 'anonymous-key', 'pay', 'iap', 'messenger', 'promotion', 'callbacks'],
      ]),
    )
    .option('--user-key <number>', 'a user of yours, for what can be asked only in a user’s name; not in the report')
    .option('--yes-production', 'a toss.im host is meant')
    .option('--plan', 'print what would be sent and why it does no harm; send nothing')
    .option('--pace <milliseconds>', 'between two requests (default: 250 for toss.im, else 0)')
    .option('--timeout <milliseconds>', 'that a request may take (default: 10000)')
    .addOption(
      new Option('--format <name>', 'of the report').choices(['table', 'json', 'junit', 'markdown']).default('table'),
    )
    .option('-o, --output <path>', 'write the report to this file, and the table to stdout')
    .option('--force', 'write over a file that is not such a report')
    .option('--verbose', 'every behaviour, and every request while it is sent')
    .addHelpText(
      'after',
      `\n${told('It ends with 0: all as the contract says, 1: differences, 3: no answer, or cut short.')}`,
    )
    .action(does(async (flags, parsed) => (await import('./commands/verify.js')).verifyServer(flags, parsed)))

  addFlags(program.command('export'), ofFolder)
    .description('write the world of the running mock as a seed file, which --seed-file restores')
    .option('-o, --output <path>', 'the file to write, JSON or YAML by its name (default: JSON on stdout)')
    .option('--yaml', 'YAML, whatever the name of the file')
    .option('--force', 'write over a file that is not an export')
    .option('--mini-app <name>', 'only the world of this mini-app (default: all)')
    .addOption(
      new Option('--clock <where>', 'where the clock starts again: as far ahead as now, or at this instant')
        .choices(['ahead', 'instant'])
        .default('ahead'),
    )
    .addHelpText(
      'after',
      `\n${told('The file holds tokens, keys and personal data as they are; nobody else may read it (0600).')}`,
    )
    .action(does(async (flags, parsed) => (await import('./commands/export.js')).exportWorld(flags, parsed)))

  addRouteCommands(program, exit)

  addFlags(program.command('decrypt'), ['decryptionKey', 'aad', ...ofFolder])
    .description('print a personal field of login-me as it is, or all of an answer that is piped in')
    .argument('[field]', 'as login-me gave it (default: what comes from stdin)')
    .option('--control-url <url>', 'whose key and AAD (default: APPS_IN_TOSS_CONTROL_URL, then the mock of --dir)')
    .action(does(async (flags, field, parsed) => (await import('./commands/decrypt.js')).decrypt(flags, field, parsed)))

  addCertificateCommand(program, exit)
  addContractCommands(program, exit)

  program
    .command('openapi')
    .description('print the contract as an OpenAPI 3.1 document (JSON)')
    .option('--yaml', 'as YAML')
    .option('-o, --output <path>', 'write it to this file, as JSON or YAML by its name (default: stdout)')
    .option('--force', 'write over a file that is not such a document')
    .action(async (parsed) => {
      const command = await import('./commands/openapi.js')
      exit(await command.openapi(parsed))
    })

  program
    .command('explain')
    .description('print the page of an error of this package: explain ERR_CA_INCOMPLETE')
    .argument('[code]', 'its code (default: a list of all)')
    .action(async (code: string | undefined) => {
      const command = await import('./commands/explain.js')
      exit(command.explain(code))
    })

  program
    .command('help')
    .description('explain a command, as its --help does')
    .argument('[command...]')
    .action(async (words: string[]) => {
      const [name] = words
      if (name !== undefined && !program.commands.some((command) => command.name() === name))
        unknownCommand(program, name)
      exit(await run([...words, '--help']))
    })

  addLanguageFlag(program)
  return program.addHelpText('after', () => `\n${flagsOf(start)}`)
}

/** Commands that only need to find the running mock. */
const ofFolder: readonly SettingKey[] = ['dir']

/** `run` prints nothing on stdout, which is the command's, and tells nobody else of its mock. */
const ofRun: readonly SettingKey[] = settings
  .filter(({ key, group }) => group !== 'Toss app' && !['json', 'envFile', 'hosts', 'watch'].includes(key))
  .map(({ key }) => key)

/** `phone` serves the page that its argument names. */
const ofPhone: readonly SettingKey[] = [
  ...settings.filter(({ key, group }) => group === 'Toss app' && key !== 'phone').map(({ key }) => key),
  ...(['dir', 'logLevel', 'json'] as const),
]

const shownInRun: readonly SettingKey[] = ['proxyOthers', 'dir', 'appName', 'logLevel']
const rareInRun = ofRun.filter((key) => !shownInRun.includes(key))

async function listVariants(json: boolean): Promise<number> {
  const { variantsAsJson, variantsInWords } = await import('./variants-list.js')
  const { stdout } = process
  stdout.write(json ? variantsAsJson() : variantsInWords({ paint: painter(stdout), columns: columnsOf(stdout) }))
  return 0
}

async function listScenarios(json: boolean): Promise<number> {
  const { scenariosAsJson, scenariosInWords } = await import('./scenarios-list.js')
  const { stdout } = process
  stdout.write(json ? scenariosAsJson() : scenariosInWords({ paint: painter(stdout), columns: columnsOf(stdout) }))
  return 0
}

function unknownCommand(program: Command, name: string): never {
  const names = program.commands.map((command) => command.name())
  const near = nearMiss(name, names)
  const hint = told(near === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${near}?`)
  program.error(`error: unknown command '${name}'\n(${hint})`)
}

function printVersion(program: Command): never {
  process.stdout.write(`${program.version()}\n`)
  throw new CommanderError(0, 'commander.version', '')
}

/** The help of `start` from its first heading on: the program's own help shows the flags of its default command. */
function flagsOf(start: Command): string {
  let text = ''
  start.configureOutput({ ...start.configureOutput(), writeOut: (part) => (text += part) })
  start.outputHelp()
  const lines = text.trimEnd().split('\n')
  return lines.slice(lines.findIndex((line) => /^\S.*:$/.test(line))).join('\n')
}
