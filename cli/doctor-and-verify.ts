import { type Command, Option } from 'commander'
import { actionsOf, addFlags } from './flags.js'
import { behind } from './help-words.js'

/** Adds what looks at a set-up from the calling side: `doctor` and `verify`. */
export function addDoctorAndVerify(program: Command, exit: (code: number) => void): void {
  const does = actionsOf(exit)
  addSubject(program.command('doctor'))
    .description('check the set-up of the calling side: files, dates, trust, connection, clock')
    .option('--json', 'print the findings as one line of JSON')
    .addHelpText('after', behind('Of a toss.im host only the TLS handshake is tried, no request is sent.'))
    .action(does(async (flags, parsed) => (await import('./commands/doctor.js')).doctor(flags, parsed)))

  addSubject(program.command('verify'))
    .description('compare a server with the contract, by requests that change nothing')
    .option('--pay-base-url <url>', 'where Toss Pay is (default: its production host for production, else --base-url)')
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
      behind('It ends with 0: all as the contract says, 1: differences, 3: no answer, or cut short.'),
    )
    .action(does(async (flags, parsed) => (await import('./commands/verify.js')).verifyServer(flags, parsed)))
}

/** The flags that say which server is meant, and how it is called. */
function addSubject(command: Command): Command {
  return addFlags(command, ['dir'])
    .option('--base-url <url>', 'where the API is (default: APPS_IN_TOSS_BASE_URL, then the running mock)')
    .option('--cert <path>', 'client certificate (default: APPS_IN_TOSS_CERT, then the running mock)')
    .option('--key <path>', 'its key (default: APPS_IN_TOSS_KEY, then the running mock)')
    .option(
      '--ca <path>',
      'authority to trust besides the public ones (default: APPS_IN_TOSS_CA, then the running mock)',
    )
}
