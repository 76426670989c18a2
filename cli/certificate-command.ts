import { type Command, Option } from 'commander'
import { addFlags, givenFlags } from './flags.js'
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
    .action(async (parsed) => exit(await (await load()).issue(givenFlags(parsed, process.cwd()), parsed)))

  action('list', 'list the certificates: validity, days left, last seen, state').action(async (parsed) =>
    exit(await (await load()).list(givenFlags(parsed, process.cwd()), parsed)),
  )

  action('revoke', 'revoke a certificate: its next handshake is refused, its connections are closed')
    .argument('<serial-number>', 'as list shows it')
    .action(async (serialNumber: string, parsed) =>
      exit(await (await load()).revoke(givenFlags(parsed, process.cwd()), serialNumber, parsed)),
    )

  action('renew', 'issue the successor of a certificate, which stays active beside it')
    .argument('<serial-number>', 'as list shows it')
    .addOption(validDays())
    .action(async (serialNumber: string, parsed) =>
      exit(await (await load()).renew(givenFlags(parsed, process.cwd()), serialNumber, parsed)),
    )

  action('bad', 'make a certificate that something is wrong with, to see how a client takes it')
    .argument('<kind>', badKinds.join(', '))
    .requiredOption('-o, --output <folder>', 'where to write <kind>.crt, <kind>.key and ca.crt')
    .action(async (kind: string, parsed) =>
      exit(await (await load()).bad(givenFlags(parsed, process.cwd()), kind, parsed)),
    )
}
