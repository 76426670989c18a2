import { keyCacheVariable } from '../../ca/index.js'
import { configVariable, type SettingKey, settings, statePasswordVariable, variableOf } from './settings.js'
import { readText, type SettingValue } from './text-value.js'

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Kubernetes and Docker links set such variables for a service called apps-in-toss-mock; they are not settings. */
const ofServices = /^APPS_IN_TOSS_MOCK_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT_\d+_.+|NAME|ENV_.+)$/
const isServiceAddress = (value: string) => /^(tcp|udp):\/\//.test(value)

/**
 * The settings in the environment. An empty variable counts as not set.
 *
 * @throws CodedError `ERR_INVALID_OPTION` naming the variable
 */
export function readEnvironment(environment: Environment, cwd: string): Map<SettingKey, SettingValue> {
  const values = new Map<SettingKey, SettingValue>()
  for (const setting of settings) {
    const name = variableOf(setting)
    const text = environment[name]
    if (text === undefined || text === '' || isServiceAddress(text)) continue
    values.set(setting.key, readText(setting, text, name, cwd))
  }
  return values
}

/** Variables that look like settings and are none: most likely misspelt. */
export function unknownVariables(environment: Environment): string[] {
  const known = new Set([configVariable, keyCacheVariable, statePasswordVariable, ...settings.map(variableOf)])
  return Object.keys(environment).filter(
    (name) => name.startsWith('APPS_IN_TOSS_MOCK_') && !known.has(name) && !ofServices.test(name),
  )
}
