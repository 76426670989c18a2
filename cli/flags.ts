import { type Command, Option } from 'commander'
import type { GivenFlags } from './settings/read-settings.js'
import { flagOf, type Setting, type SettingKey, settings } from './settings/settings.js'
import { readChoices, readText, type SettingValue } from './settings/text-value.js'

type Parsed = Record<string, unknown>

/** Gives a command the flags of these settings, and `--config`; under headings where `grouped`. */
export function addFlags(command: Command, keys: readonly SettingKey[], { grouped = false } = {}): Command {
  for (const setting of settings as readonly Setting[]) {
    if (!keys.includes(setting.key as SettingKey)) continue
    for (const option of optionsOf(setting)) {
      command.addOption(grouped ? option.helpGroup(`${setting.group}:`) : option)
    }
  }
  const config = new Option('--config <path>', 'config file (default: apps-in-toss-mock.config.json, .yaml or .yml)')
  return command.addOption(grouped ? config.helpGroup('Settings:') : config)
}

/** What the flags said, before the other sources. Paths start from `cwd`. */
export function givenFlags(parsed: Parsed, cwd: string): GivenFlags {
  const values = new Map<SettingKey, SettingValue>()
  for (const setting of settings) {
    const given = parsed[attributeOf(setting)]
    if (given !== undefined) values.set(setting.key, readFlag(setting, given, cwd))
  }
  return { values, ...(typeof parsed.config === 'string' && { config: parsed.config }) }
}

function readFlag(setting: Setting, given: unknown, cwd: string): SettingValue {
  const label = `--${setting.flag}`
  if (setting.kind === 'switch') return given as boolean
  if (setting.kind === 'list') return given as string[]
  if (setting.kind === 'choices') return readChoices(given as string[], label)
  return readText(setting, given as string, label, cwd)
}

/** A switch gets both of its flags, so that each source can be overruled; the one that says the default is not shown. */
function optionsOf(setting: Setting): Option[] {
  const { flag, kind, placeholder, fallback, text } = setting
  const description = fallback === undefined || kind === 'switch' ? text : `${text} (default: ${fallback})`
  if (kind !== 'switch') {
    const option = new Option(`--${flag} <${placeholder}>`, description)
    return [kind === 'list' || kind === 'choices' ? option.argParser(collect) : option]
  }
  const shown = flagOf(setting)
  const other = shown === `--${flag}` ? `--no-${flag}` : `--${flag}`
  const negated = fallback === 'on' ? `do not ${text}` : text
  return [new Option(shown, negated), new Option(other).hideHelp()]
}

function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value]
}

/** The name under which commander keeps what a flag said. */
function attributeOf({ flag }: Setting): string {
  return flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
