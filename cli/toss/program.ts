import { Command, Option } from 'commander'
import { koreanCommands } from '../../korean/commands.js'
import { controlRoutes } from '../../mock-server/control/routes.js'
import { controlTags } from '../../mock-server/control/tags.js'
import { addFlags, givenFlags } from '../flags.js'
import { addLanguageFlag, speakAsTold } from '../help-words.js'
import { isKorean, told } from '../language.js'
import { addFieldFlags, type Field, flagOf, helpOf, placeholderOf, readField } from './field.js'
import { type Given, perform } from './perform.js'
import { type Action, actionOf } from './route-as-command.js'
import { type Group, groups, type RouteCommand, shortWords } from './words.js'

/** Every route as a command, by its `operationId`. */
export const actions: ReadonlyMap<string, Action> = new Map(
  controlRoutes.map((route) => [route.operationId, actionOf(route)]),
)

/** Runs `toss …`, `clock …`, `journal …` or `faults …`. Returns the exit code. */
export async function runRoutes(name: RouteCommand, args: readonly string[]): Promise<number> {
  let code = 0
  const program = routesProgram(name, (exitCode) => {
    code = exitCode
  })
  addLanguageFlag(program)
  await program.parseAsync(args, { from: 'user' })
  return code
}

/** The commands of `toss`, or of one subject. */
export function routesProgram(name: RouteCommand, exit: (code: number) => void): Command {
  const program = speakAsTold(new Command(`apps-in-toss-mock ${name}`))
    .helpOption('-h, --help', 'explain the command and its flags')
    .helpCommand(false)
    .showHelpAfterError(told(`(apps-in-toss-mock ${name} --help explains what there is)`))
    .exitOverride()
    .enablePositionalOptions()
  if (name === 'toss') {
    program.description('do on the running mock what Toss, its app and its console do').usage('<what> [flags]')
    // Flags and arguments are explained by each command.
    program.configureHelp({
      ...program.configureHelp(),
      subcommandTerm: (command) => [command.alias(), command.name()].filter(Boolean).join(', '),
    })
    const shortOf = ({ route }: Action) => shortWords[route.operationId]
    const usual = Object.keys(shortWords).map(known)
    for (const action of new Set([...usual, ...actions.values()])) {
      const short = shortOf(action)
      const heading = short === undefined ? controlTags[action.route.tag] : 'What is done most'
      const command = program.command(action.name).helpGroup(`${heading}:`)
      addAction(short === undefined || short === action.name ? command : command.alias(short), action, exit)
    }
    return program
  }
  const { says, words, forAll }: Group = groups[name]
  program.description(says).usage('[what] [flags]')
  for (const [word, id] of Object.entries(words)) {
    const command = program.command(word, { isDefault: id === Object.values(words)[0] })
    const everywhere = forAll?.[word]
    if (everywhere !== undefined) command.option('--every-mini-app', 'for every mini-app, and not for one')
    if (id === 'readJournal') command.option('--follow', 'go on with what comes, until Ctrl-C')
    addAction(command, known(id), exit, everywhere === undefined ? undefined : known(everywhere))
  }
  return program
}

function addAction(command: Command, action: Action, exit: (code: number) => void, everywhere?: Action): void {
  const { route, args, flags, isOfMiniApp } = action
  command.description(inOneLine(summaryOf(route))).showHelpAfterError()
  for (const field of args) command.argument(`<${flagOf(field)}>`, argumentHelp(field))
  for (const field of flags) addFieldFlags(command, field)
  if (isOfMiniApp) command.option('--app-name <name>', 'the mini-app (default: that of the mock)')
  addFlags(command, ['dir'])
    .addOption(
      new Option('--control-url <url>', 'of the mock (default: APPS_IN_TOSS_CONTROL_URL, then the mock of --dir)'),
    )
    .option('--json', 'print the answer as one line of JSON')
    .action(async (...parsed: unknown[]) => {
      const said = parsed.at(-2) as Record<string, unknown>
      const texts = parsed.slice(0, args.length) as string[]
      const values = new Map<Field, unknown>()
      for (const [index, field] of args.entries()) {
        values.set(field, readField(field, texts[index] as string, `<${flagOf(field)}>`))
      }
      for (const field of flags) {
        const flag = flagOf(field)
        const text = said[attributeOf(flag)] as string | boolean | string[] | undefined
        if (text !== undefined) values.set(field, readField(field, text, `--${flag}`))
      }
      const given: Given = {
        values,
        flags: givenFlags(isOfMiniApp ? said : { ...said, appName: undefined }, process.cwd()),
      }
      const asked = said.everyMiniApp === true && everywhere !== undefined ? everywhere : action
      exit(await perform(asked, given, said as { json?: boolean; follow?: boolean; controlUrl?: string }))
    })
}

function known(id: string): Action {
  const action = actions.get(id)
  if (action === undefined) throw new Error(`the control API has no ${id}`)
  return action
}

function argumentHelp(field: Field): string {
  const help = helpOf(field.schema)
  return help === '' && placeholderOf(field) !== 'text' ? placeholderOf(field) : help
}

/** The name under which commander keeps what a flag said. */
function attributeOf(flag: string): string {
  return flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function summaryOf({ operationId, summary }: Action['route']): string {
  return (isKorean() ? koreanCommands[operationId]?.[1] : undefined) ?? summary
}

const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ')
