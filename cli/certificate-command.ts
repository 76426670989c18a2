import { type Command, Option } from 'commander'
import { actionsOf, addFlags } from './flags.js'
import type { SettingKey } from './settings/settings.js'

/** The kinds of `certificate bad`; a test compares them with those that `ca` makes, which is not loaded for `--help`. */
export const badKinds = [
  'expired',
  'not-yet-valid',
  'unknown-authority',
  'other-mini-app',
  'key-mismatch',
  'weak-key',
  'wrong-purpose',
] as const

const ofMiniApp: readonly SettingKey[] = ['dir', 'appName']

/** Adds `certificate` with its actions. Each works on the running mock, or on the folder when none runs. */
export function addCertificateCommand(program: Command, exit: (code: number) => void): void {
  const does = actionsOf(exit)
  const certificate = program
    .command('certificate')
    .description('issue, list, revoke and renew client certificates, as in the console')
    .usage('<action> [flags]')
    .helpCommand(false)

  const action = (name: string, description: string) =>
    addFlags(certificate.command(name), ofMiniApp)
      .description(description)
      .addOption(new Option('--json', 'print one line of JSON'))
  const validDays = () => new Option('--valid-days <number>', 'how long it is valid (default: 390)')
  const load = () => import('./commands/certificate.js')

  action('issue', 'issue a certificate besides those there are, and write its files')
    .addOption(validDays())
    .action(does(async (flags, parsed) => (await load()).issue(flags, parsed)))

  action('list', 'list the certificates: validity, days left, last seen, state').action(
    does(async (flags, parsed) => (await load()).list(flags, parsed)),
  )

  action('revoke', 'revoke a certificate: its next handshake is refused, its connections are closed')
    .argument('<serial-number>', 'as list shows it')
    .action(does(async (flags, serialNumber, parsed) => (await load()).revoke(flags, serialNumber, parsed)))

  action('renew', 'issue the successor of a certificate, which stays active beside it')
    .argument('<serial-number>', 'as list shows it')
    .addOption(validDays())
    .action(does(async (flags, serialNumber, parsed) => (await load()).renew(flags, serialNumber, parsed)))

  action('bad', 'make a certificate that something is wrong with, to see how a client takes it')
    .argument('<kind>', badKinds.join(', '))
    .requiredOption('-o, --output <folder>', 'where to write <kind>.crt, <kind>.key and ca.crt')
    .action(does(async (flags, kind, parsed) => (await load()).bad(flags, kind, parsed)))
}
