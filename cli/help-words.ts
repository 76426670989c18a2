import { type Command, Help, Option } from 'commander'
import { languages } from '../mock-server/record/language.js'
import { told } from './language.js'
import { columnsOfText } from './terminal.js'

const usual = new Help()

/** Lets the help and the errors of a command and of those below it say what they say in the reader's language. */
export function speakAsTold(command: Command): Command {
  return command
    .configureHelp({
      ...command.configureHelp(),
      styleTitle: (title) => told(title),
      commandDescription: (each) => told(usual.commandDescription(each)),
      subcommandDescription: (each) => told(usual.subcommandDescription(each)),
      argumentDescription: (each) => told(usual.argumentDescription(each)),
      optionDescription: (each) => told(usual.optionDescription(each)),
      displayWidth: columnsOfText,
    })
    .configureOutput({
      ...command.configureOutput(),
      outputError: (text, write) => write(text.split('\n').map(told).join('\n')),
    })
}

/** Gives `--lang` to every command that has not got it with its settings. */
export function addLanguageFlag(command: Command): void {
  const isFree = command.commands.length === 0 && !command.options.some(({ long }) => long === '--lang')
  if (isFree) command.addOption(languageFlag().hideHelp())
  for (const each of command.commands) addLanguageFlag(each)
}

function languageFlag(): Option {
  return new Option('--lang <language>').choices(languages)
}

/** What stands behind the help of a command: `addHelpText('after', …)`. */
export function behind(text: string): string {
  return `\n${told(text)}`
}
