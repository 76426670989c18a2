import { type Command, Option } from 'commander'
import { actionsOf, addFlags } from './flags.js'
import { behind } from './help-words.js'
import { type SettingKey, settings } from './settings/settings.js'
import { shells } from './shell-quote.js'

/** Adds what leads a program, a page or a shell to a mock: `run`, `phone` and `env`. */
export function addRunPhoneAndEnv(program: Command, exit: (code: number) => void): void {
  const does = actionsOf(exit)
  addFlags(program.command('run'), ofRun, { hidden: rareInRun })
    .description('run a command whose calls of the API reach a mock of its own, and say what was called')
    .usage('[flags] -- <command> [arguments]')
    .argument('<command...>', 'the command and its arguments')
    .passThroughOptions()
    .option('--strict', 'fail, with 65, when the command ended with 0, and its calls broke the contract or none came')
    .addOption(
      new Option(
        '--namespace [kind]',
        'Linux: lead any program, in a namespace with a hosts file of its own, or else with a network of its own',
      ).choices(['hosts', 'network']),
    )
    .addHelpText(
      'after',
      behind(
        'The other flags of start work here as well, but for --json, --write-env, --hosts and --watch. Ports are free ones.',
      ),
    )
    .action(does(async (flags, words, parsed) => (await import('./commands/run.js')).run(flags, words, parsed)))

  addFlags(program.command('phone'), ofPhone)
    .description("serve a mini-app's page with the Toss app of the running mock around it")
    .argument('<page>', 'the URL of a dev server, or the folder of a build')
    .option('--app-name <name>', 'the mini-app (default: that of the mock)')
    .option('--control-url <url>', 'control API (default: APPS_IN_TOSS_CONTROL_URL, then the running mock)')
    .addHelpText(
      'after',
      behind('Open the address that it prints in a browser. Vite has a plugin instead: apps-in-toss-mock/vite.'),
    )
    .action(does(async (flags, page, parsed) => (await import('./commands/phone.js')).phone(flags, page, parsed)))

  addFlags(program.command('env'), ['dir'])
    .description('print the lines that point a shell at the running mock: eval "$(apps-in-toss-mock env)"')
    .addOption(
      new Option('--shell <name>', 'whose syntax; github: for the file $GITHUB_ENV').choices(shells).default('sh'),
    )
    .option('--names <names>', 'own, public (those that public clients read as well), or a list with commas', 'own')
    .option('--contents', 'with --names: certificates and keys themselves, besides their paths')
    .action(does(async (flags, parsed) => (await import('./commands/env.js')).env(flags, parsed)))
}

/** `run` prints nothing on stdout, which is the command's, and tells nobody else of its mock. */
const ofRun: readonly SettingKey[] = settings
  .filter(({ key, group }) => group !== 'Toss app' && !['json', 'envFile', 'hosts', 'watch'].includes(key))
  .map(({ key }) => key)

/** `phone` serves the page that its argument names. */
const ofPhone: readonly SettingKey[] = [
  ...settings.filter(({ key, group }) => group === 'Toss app' && key !== 'phone').map(({ key }) => key),
  ...(['dir', 'logLevel', 'json'] as const),
]

const shownInRun: readonly SettingKey[] = ['proxyOthers', 'dir', 'appName', 'logLevel']
const rareInRun = ofRun.filter((key) => !shownInRun.includes(key))
