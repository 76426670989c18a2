import { redirectedHosts } from '../../redirect/production-hosts.js'
import { told } from '../language.js'
import { type Paint, wrap } from '../terminal.js'
import type { HostsAdvice } from './hosts-mode.js'

/** The advice of `--hosts` as a person reads it, what is to be copied at the left edge; one string, with a line end. */
export function hostsInWords(advice: HostsAdvice, { paint, columns }: { paint: Paint; columns: number }): string {
  const { file, lines, isMapped, compose, portRedirect } = advice
  const say = (text: string) => wrap(told(text), columns - 4).map((line) => `  ${line}`)
  const heading = (text: string) => ['', `  ${paint('bold', told(text))}`]
  const isWindows = file.includes('\\')
  return [
    ...heading('Unmodified code by the hosts file'),
    ...(isMapped ? say(`${file} maps both names to this machine already.`) : say(`Add these lines to ${file}:`)),
    '',
    ...lines,
    '',
    ...(isMapped ? [] : addingCommands(lines, isWindows)),
    ...say('Remove them when you are done: as long as they stand, nothing on this machine reaches the real API.'),
    ...(isWindows ? [] : ['', `sudo sed -i.bak '/apps-in-toss-api\\.toss\\.im/d' ${file}`]),
    ...(portRedirect.length === 0 ? [] : [...heading('Lead port 443 to this mock'), '', ...portRedirect]),
    ...heading('A service of docker compose, this mock outside'),
    ...say('On Linux start the mock with --host 0.0.0.0: a container does not reach 127.0.0.1 of its host.'),
    '',
    ...compose,
    ...heading('A service of docker compose, this mock in another service (start --hosts --host 0.0.0.0)'),
    '',
    'networks:',
    '  default:',
    `    aliases: [${redirectedHosts.join(', ')}]`,
    '',
    '',
  ].join('\n')
}

/** Windows lets an editor that was started as administrator write the file. */
function addingCommands(lines: readonly string[], isWindows: boolean): string[] {
  if (isWindows) return []
  return [`printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')} | sudo tee -a /etc/hosts`, '']
}
