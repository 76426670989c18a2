import { type Command, Option } from 'commander'
import type { GivenFlags } from './settings/read-settings.js'
import { flagOf, type Setting, type SettingKey, settings } from './settings/settings.js'
import { readChoices, readText, type SettingValue } from './settings/text-value.js'

/** Gives a command the flags of these settings, and `--config`; under headings where `grouped`; `hidden` ones not in the help. */
export function addFlags(
  command: Command,
  keys: readonly SettingKey[],
  { grouped = false, hidden = [] }: { grouped?: boolean; hidden?: readonly SettingKey[] } = {},
): Command {
  for (const setting of settings) {
    if (!keys.includes(setting.key)) continue
    for (const option of optionsOf(setting)) {
      if (hidden.includes(setting.key)) option.hideHelp()
      command.addOption(grouped ? option.helpGroup(`${setting.group}:`) : option)
    }
  }
  const config = new Option('--config <path>', 'config file (default: apps-in-toss-mock.config.json, .yaml or .yml)')
  return command.addOption(grouped ? config.helpGroup('Settings:') : config)
}

/** What the flags said, before the other sources. Paths start from `cwd`. */
export function givenFlags(parsed: Readonly<Record<string, unknown>>, cwd: string): GivenFlags {
  const values = new Map<SettingKey, SettingValue>()
  for (const setting of settings) {
    for (const flag of flagsOf(setting)) {
      const given = parsed[attributeOf(flag)]
      if (given !== undefined) values.set(setting.key, readFlag(setting, given, `--${flag}`, cwd))
    }
  }
  return { values, ...(typeof parsed.config === 'string' && { config: parsed.config }) }
}

/**
 * Makes actions of commander: the work is given what the flags of settings said, then the command's words, then its own flags, and
 * ends with the exit code.
 */
export function actionsOf(exit: (code: number) => void) {
  return (work: (flags: GivenFlags, ...given: never[]) => Promise<number>) =>
    async (...given: unknown[]) => {
      const flags = givenFlags(given.at(-2) as Record<string, unknown>, process.cwd())
      exit(await work(flags, ...(given.slice(0, -1) as never[])))
    }
}

function readFlag(setting: Setting, given: unknown, label: string, cwd: string): SettingValue {
  if (setting.kind === 'switch') return given as boolean
  if (setting.kind === 'list') return given as string[]
  if (setting.kind === 'choices') return readChoices(given as string[], label)
  return readText(setting, given as string, label, cwd)
}

/** Every flag that sets it to a value; the one that `--help` shows comes last, and wins. */
function flagsOf({ flag, shownFlag }: Setting): string[] {
  return shownFlag === undefined ? [flag] : [flag, shownFlag]
}

function optionsOf(setting: Setting): Option[] {
  return setting.kind === 'switch' ? switchOptions(setting) : valueOptions(setting)
}

function valueOptions(setting: Setting): Option[] {
  const { kind, placeholder, fallback, text } = setting
  const description = fallback === undefined ? text : `${text} (default: ${fallback})`
  return flagsOf(setting).map((flag) => {
    const option = new Option(`--${flag} <${placeholder}>`, description).hideHelp(`--${flag}` !== flagOf(setting))
    return kind === 'list' || kind === 'choices' ? option.argParser(collect) : option
  })
}

/** A switch gets both of its flags, so that each source can be overruled; the one that says the default is not shown. */
function switchOptions(setting: Setting): Option[] {
  const { flag, fallback, text } = setting
  const isOn = fallback === 'on'
  return [new Option(`--${flag}`, text).hideHelp(isOn), new Option(`--no-${flag}`, `do not ${text}`).hideHelp(!isOn)]
}

function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value]
}

/** The name under which commander keeps what a flag said. */
function attributeOf(flag: string): string {
  return flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
