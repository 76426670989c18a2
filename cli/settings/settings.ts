/** What kind of value a setting takes, and thereby how it is written as a flag, in a variable and in the config file. */
export type SettingKind = 'number' | 'text' | 'path' | 'switch' | 'list' | 'choices'

/** One setting of `start`: flag, environment variable and config key in one place. */
export interface Setting {
  /** The key in the config file, and the name of the option of `startMockServer` where there is one. */
  readonly key: string
  /** The flag without its dashes; of a switch, the one that turns it on. The variable has the same name. */
  readonly flag: string
  /** The flag to show instead, where Node takes `flag` for one of its own. Both work. */
  readonly shownFlag?: string
  readonly kind: SettingKind
  /** What stands for the value in `--help`. */
  readonly placeholder?: string
  /** What holds where nothing is set, as text; absent where nothing does. */
  readonly fallback?: string
  readonly group: 'Addresses' | 'Mini-app and certificates' | 'Behaviour' | 'Toss app' | 'Log and journal' | 'Output'
  readonly text: string
}

/** A setting as it is declared. Where it does not say otherwise, its flag is its key with dashes, and a number or a path has that word for a placeholder. */
type DeclaredSetting = Omit<Setting, 'flag'> & Partial<Pick<Setting, 'flag'>>

const declared = [
  {
    key: 'port',
    kind: 'number',
    fallback: '8443',
    group: 'Addresses',
    text: 'port of the partner API (mTLS); 0 picks a free one',
  },
  {
    key: 'controlPort',
    kind: 'number',
    fallback: '8444',
    group: 'Addresses',
    text: 'port of the control API (plain HTTP); 0 picks a free one',
  },
  {
    key: 'host',
    kind: 'text',
    placeholder: 'address',
    fallback: '127.0.0.1',
    group: 'Addresses',
    text: 'a loopback address, or 0.0.0.0 or :: for every interface, which lets the network in',
  },
  {
    key: 'controlAllowHosts',
    flag: 'control-allow-host',
    kind: 'list',
    placeholder: 'name',
    group: 'Addresses',
    text: 'a further name by which the control API may be called, such as that of its container; repeatable',
  },
  {
    key: 'hosts',
    kind: 'switch',
    fallback: 'off',
    group: 'Addresses',
    text: 'listen on port 443, for names mapped in the hosts file, and print the lines to add',
  },
  {
    key: 'proxyPort',
    kind: 'number',
    fallback: 'no proxy',
    group: 'Addresses',
    text: 'port of a proxy for HTTPS_PROXY that leads the two hosts of the API to the mock; 0 picks a free one',
  },
  {
    key: 'proxyOthers',
    kind: 'text',
    placeholder: 'what',
    fallback: 'pass',
    group: 'Addresses',
    text: 'pass or refuse: what that proxy does with every other host',
  },
  {
    key: 'dir',
    kind: 'path',
    fallback: '.apps-in-toss-mock',
    group: 'Mini-app and certificates',
    text: 'folder of the certificates; made by start, run and certificate issue',
  },
  {
    key: 'appName',
    kind: 'text',
    placeholder: 'name',
    fallback: 'my-mini-app',
    group: 'Mini-app and certificates',
    text: 'the mini-app that the client certificate is issued for',
  },
  {
    key: 'hostNames',
    flag: 'host-name',
    kind: 'list',
    placeholder: 'name',
    group: 'Mini-app and certificates',
    text: 'a further name in the server certificate, below localhost, toss.im or host.docker.internal; repeatable',
  },
  {
    key: 'serverCertificate',
    kind: 'text',
    placeholder: 'kind',
    group: 'Mini-app and certificates',
    text: 'a bad server certificate, to see whether a client checks it: expired, wrong-host or unknown-ca',
  },
  {
    key: 'decryptionKey',
    kind: 'text',
    placeholder: 'base64',
    fallback: 'derived from the seed',
    group: 'Mini-app and certificates',
    text: 'key of the personal fields: Base64 of 32 bytes',
  },
  {
    key: 'aad',
    kind: 'text',
    placeholder: 'text',
    fallback: 'TOSS',
    group: 'Mini-app and certificates',
    text: 'additional authenticated data of the personal fields',
  },
  {
    key: 'seed',
    kind: 'text',
    placeholder: 'text',
    fallback: 'apps-in-toss-mock',
    group: 'Behaviour',
    text: 'same seed, same people, codes and keys',
  },
  {
    key: 'seedFile',
    kind: 'path',
    group: 'Behaviour',
    text: 'a JSON or YAML file with the world to start with, and to come back to at each reset',
  },
  {
    key: 'watch',
    kind: 'switch',
    fallback: 'off',
    group: 'Behaviour',
    text: 'reset the mock when the seed file changes, as a reset reads it anew',
  },
  {
    key: 'stateFile',
    flag: 'state',
    kind: 'path',
    group: 'Behaviour',
    text: 'file that keeps the world and the clock beyond restarts, or a Redis in which several mocks share them; without it they are in memory',
  },
  {
    key: 'stateSync',
    kind: 'switch',
    fallback: 'off',
    group: 'Behaviour',
    text: 'force every change to the disk before it is answered, so that a power cut loses none; slower',
  },
  {
    key: 'statePrefix',
    kind: 'text',
    placeholder: 'text',
    fallback: 'apps-in-toss-mock',
    group: 'Behaviour',
    text: 'what the keys in Redis begin with: mocks with the same one share a world',
  },
  {
    key: 'statePasswordFile',
    kind: 'path',
    group: 'Behaviour',
    text: 'file with the password of the Redis; APPS_IN_TOSS_MOCK_STATE_PASSWORD has the password itself',
  },
  {
    key: 'stateCa',
    kind: 'path',
    group: 'Behaviour',
    text: 'certificate of the authority that vouches for a rediss:// server',
  },
  {
    key: 'stateKeys',
    kind: 'switch',
    fallback: 'off',
    group: 'Behaviour',
    text: 'keep the certificate authority, its key too, in the Redis, so that mocks with folders of their own accept each other’s clients; only over rediss:// or on this machine',
  },
  {
    key: 'autoLogin',
    kind: 'switch',
    fallback: 'off',
    group: 'Behaviour',
    text: 'let any unknown authorization code log the first user in (production refuses it)',
  },
  {
    key: 'autoApprove',
    kind: 'switch',
    fallback: 'off',
    group: 'Behaviour',
    text: 'approve each payment as it is made (production waits for the user)',
  },
  {
    key: 'rateLimits',
    kind: 'switch',
    fallback: 'on',
    group: 'Behaviour',
    text: 'limit requests as production does: 3,000 a minute per mini-app, 15,000 more for single messages, 10 per user for messages and promotion',
  },
  {
    key: 'callbackTimeout',
    kind: 'number',
    placeholder: 'milliseconds',
    fallback: '5000',
    group: 'Behaviour',
    text: 'how long your server may take to answer a callback',
  },
  {
    key: 'variants',
    flag: 'variant',
    kind: 'choices',
    placeholder: 'id=option',
    group: 'Behaviour',
    text: 'where sources conflict, the answer to give; repeatable; see --list-variants',
  },
  {
    key: 'scenario',
    kind: 'list',
    placeholder: 'name',
    group: 'Behaviour',
    text: 'what goes wrong, such as flaky-network; repeatable; see --list-scenarios',
  },
  {
    key: 'answers',
    kind: 'list',
    placeholder: 'answer',
    fallback: 'ask',
    group: 'Toss app',
    text: 'what the user answers in the Toss app: ask, approve, cancel or fail:CODE; of one kind purchase=cancel; repeatable',
  },
  {
    key: 'tossUser',
    kind: 'number',
    placeholder: 'userKey',
    fallback: 'the first user',
    group: 'Toss app',
    text: 'the user who holds the phone',
  },
  {
    key: 'tossEnv',
    kind: 'text',
    placeholder: 'app',
    fallback: 'toss',
    group: 'Toss app',
    text: 'toss or sandbox: the Toss app, or the sandbox app',
  },
  {
    key: 'tossOs',
    kind: 'text',
    placeholder: 'system',
    fallback: 'android',
    group: 'Toss app',
    text: 'android or ios',
  },
  {
    key: 'tossVersion',
    kind: 'text',
    placeholder: 'version',
    fallback: '5.300.0',
    group: 'Toss app',
    text: 'version of the Toss app',
  },
  {
    key: 'tossStrict',
    kind: 'switch',
    fallback: 'off',
    group: 'Toss app',
    text: 'refuse arguments in the shape of the other major version of the SDK',
  },
  {
    key: 'phone',
    kind: 'text',
    placeholder: 'page',
    group: 'Toss app',
    text: 'serve this page with the Toss app around it: the URL of a dev server, or the folder of a build',
  },
  {
    key: 'phonePort',
    kind: 'number',
    fallback: '8445',
    group: 'Toss app',
    text: 'port at which the page is then opened; 0 picks a free one',
  },
  {
    key: 'phoneHost',
    kind: 'text',
    placeholder: 'address',
    fallback: '127.0.0.1',
    group: 'Toss app',
    text: 'a loopback address, or 0.0.0.0 or :: to let other machines open the page and use the Toss app',
  },
  {
    key: 'phoneAllowHosts',
    flag: 'phone-allow-host',
    kind: 'list',
    placeholder: 'name',
    group: 'Toss app',
    text: 'a further name by which the page may be opened; repeatable',
  },
  {
    key: 'logLevel',
    kind: 'text',
    placeholder: 'level',
    fallback: 'warn',
    group: 'Log and journal',
    text: 'silent, error, warn, info (a line per request) or debug; the log goes to stderr',
  },
  {
    key: 'logFormat',
    kind: 'text',
    placeholder: 'format',
    fallback: 'pretty',
    group: 'Log and journal',
    text: 'pretty or json',
  },
  {
    key: 'lang',
    kind: 'text',
    placeholder: 'language',
    fallback: 'that of the locale: LC_ALL, LC_MESSAGES, LANG',
    group: 'Output',
    text: 'ko or en: language of what is printed, of the log, and of the page to read',
  },
  {
    key: 'journalSize',
    kind: 'number',
    fallback: '1000',
    group: 'Log and journal',
    text: 'entries the journal keeps',
  },
  {
    key: 'redact',
    kind: 'switch',
    fallback: 'on',
    group: 'Log and journal',
    text: 'hide tokens, keys and personal data in the journal',
  },
  {
    key: 'json',
    kind: 'switch',
    fallback: 'off',
    group: 'Output',
    text: 'print one line of JSON when the mock answers, and nothing else on stdout',
  },
  {
    key: 'envFile',
    // Node up to 26 at least looks for --env-file behind the script's name as well, and ends when that file is not there
    // (nodejs/node#54232): no script can prevent it.
    shownFlag: 'write-env',
    kind: 'path',
    group: 'Output',
    text: 'write URLs, certificate paths and decryption key to this dotenv file',
  },
] as const satisfies readonly DeclaredSetting[]

/** The key of a setting. */
export type SettingKey = (typeof declared)[number]['key']

/** Every setting of `start`, in the order of `--help`. */
export const settings = declared.map((setting: DeclaredSetting & { readonly key: SettingKey }) => ({
  flag: setting.key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  ...(['number', 'path'].includes(setting.kind) && { placeholder: setting.kind }),
  ...setting,
})) satisfies readonly Setting[]

/** The environment variable of a setting: `--control-port` is `APPS_IN_TOSS_MOCK_CONTROL_PORT`. */
export function variableOf({ flag }: Pick<Setting, 'flag'>): string {
  return `APPS_IN_TOSS_MOCK_${flag.toUpperCase().replaceAll('-', '_')}`
}

/** The variable with the password of a Redis, which no flag and no file of settings has. */
export const statePasswordVariable = 'APPS_IN_TOSS_MOCK_STATE_PASSWORD'

/** The variable of `--config`, which is no setting: it says where settings are. */
export const configVariable = 'APPS_IN_TOSS_MOCK_CONFIG'

/** The flag as a person writes it; of a switch that is on by default, the one that turns it off. */
export function flagOf({ flag, shownFlag, kind, fallback }: Setting): string {
  return kind === 'switch' && fallback === 'on' ? `--no-${flag}` : `--${shownFlag ?? flag}`
}
