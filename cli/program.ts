import { Command, CommanderError, Option } from 'commander'
import { requireNode, startWithNode } from '../errors/runtime.js'
import { nearMiss } from '../mock-server/world/checks/near-miss.js'
import { languageAsked } from './asked-language.js'
import { addCertificateCommand } from './certificate-command.js'
import { addContractCommands } from './contract-commands.js'
import { addDoctorAndVerify } from './doctor-and-verify.js'
import { exitCodesInHelp } from './exit-codes.js'
import { reportFailure } from './failure.js'
import { actionsOf, addFlags, givenFlags } from './flags.js'
import { addLanguageFlag, behind, speakAsTold } from './help-words.js'
import { isKorean, speak, told } from './language.js'
import { addLifecycleCommands } from './lifecycle-commands.js'
import { addRouteCommands } from './route-commands.js'
import { addRunPhoneAndEnv } from './run-phone-and-env.js'
import { settings } from './settings/settings.js'
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

  addRunPhoneAndEnv(program, exit)
  addDoctorAndVerify(program, exit)
  addExportCommand(program, exit)
  addRouteCommands(program, exit)
  addDecryptCommand(program, exit)
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
      exit(await run([...words, '--help', '--lang', isKorean() ? 'ko' : 'en']))
    })

  addLanguageFlag(program)
  return program.addHelpText('after', () => `\n${flagsOf(start)}`)
}

function addExportCommand(program: Command, exit: (code: number) => void): void {
  addFlags(program.command('export'), ['dir'])
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
      behind('The file holds tokens, keys and personal data as they are; nobody else may read it (0600).'),
    )
    .action(actionsOf(exit)(async (flags, parsed) => (await import('./commands/export.js')).exportWorld(flags, parsed)))
}

function addDecryptCommand(program: Command, exit: (code: number) => void): void {
  addFlags(program.command('decrypt'), ['dir'])
    .description('print a personal field of login-me as it is, or all of an answer that is piped in')
    .argument('[field]', 'as login-me gave it (default: what comes from stdin)')
    .option('--decryption-key <base64>', 'the key, 32 bytes in Base64 (default: that of the mock)')
    .option('--aad <text>', 'the additional authenticated data (default: that of the mock)')
    .option('--control-url <url>', 'whose key and AAD (default: APPS_IN_TOSS_CONTROL_URL, then the mock of --dir)')
    .action(
      actionsOf(exit)(async (flags, field, parsed) =>
        (await import('./commands/decrypt.js')).decrypt(flags, field, parsed),
      ),
    )
}

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
  const isKnown = names.includes(name)
  const near = nearMiss(name, names)
  const next = near === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${near}?`
  const hint = isKnown ? `Put the command before its flags: apps-in-toss-mock ${name} …` : next
  const wrong = isKnown ? `error: '${name}' stands behind flags of another command` : `error: unknown command '${name}'`
  program.error(`${wrong}\n(${told(hint)})`)
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
