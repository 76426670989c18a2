/** What kind of value a setting takes, and thereby how it is written as a flag, in a variable and in the config file. */
export type SettingKind = 'number' | 'text' | 'path' | 'switch' | 'list' | 'choices'

/** One setting of `start`: flag, environment variable and config key in one place. */
export interface Setting {
  /** The key in the config file, and the name of the option of `startMockServer` where there is one. */
  readonly key: SettingKey
  /** The flag without its dashes; of a switch, the one that turns it on. The variable has the same name. */
  readonly flag: string
  /** The flag to show instead, where Node takes `flag` for one of its own. Both work. */
  readonly shownFlag?: string
  readonly kind: SettingKind
  /** What stands for the value in `--help`. */
  readonly placeholder?: string
  /** What holds where nothing is set, as text; absent where nothing does. */
  readonly fallback?: string
  /** The heading of `--help` that it stands under. */
  readonly group: keyof typeof declared
  readonly text: string
}

/**
 * A setting as it is declared, under its group and its key. Where it does not say otherwise, its flag is its key with dashes, a number or
 * a path has that word for a placeholder, and a switch is off.
 */
type DeclaredSetting = Omit<Setting, 'key' | 'group' | 'flag'> & Partial<Pick<Setting, 'flag'>>

const declared = {
  Addresses: {
    port: { kind: 'number', fallback: '8443', text: 'port of the partner API (mTLS); 0 picks a free one' },
    controlPort: { kind: 'number', fallback: '8444', text: 'port of the control API (plain HTTP); 0 picks a free one' },
    host: {
      kind: 'text',
      placeholder: 'address',
      fallback: '127.0.0.1',
      text: 'a loopback address, or 0.0.0.0 or :: for every interface, which lets the network in',
    },
    controlAllowHosts: {
      flag: 'control-allow-host',
      kind: 'list',
      placeholder: 'name',
      text: 'a further name by which the control API may be called, such as that of its container; repeatable',
    },
    hosts: {
      kind: 'switch',
      text: 'listen on port 443, for names mapped in the hosts file, and print the lines to add',
    },
    proxyPort: {
      kind: 'number',
      fallback: 'no proxy',
      text: 'port of a proxy for HTTPS_PROXY that leads the two hosts of the API to the mock; 0 picks a free one',
    },
    proxyOthers: {
      kind: 'text',
      placeholder: 'what',
      fallback: 'pass',
      text: 'pass or refuse: what that proxy does with every other host',
    },
  },
  'Mini-app and certificates': {
    dir: {
      kind: 'path',
      fallback: '.apps-in-toss-mock',
      text: 'folder of the certificates; made by start, run and certificate issue',
    },
    appName: {
      kind: 'text',
      placeholder: 'name',
      fallback: 'my-mini-app',
      text: 'the mini-app that the client certificate is issued for',
    },
    hostNames: {
      flag: 'host-name',
      kind: 'list',
      placeholder: 'name',
      text: 'a further name in the server certificate, below localhost, toss.im or host.docker.internal; repeatable',
    },
    serverCertificate: {
      kind: 'text',
      placeholder: 'kind',
      text: 'a bad server certificate, to see whether a client checks it: expired, wrong-host or unknown-ca',
    },
    decryptionKey: {
      kind: 'text',
      placeholder: 'base64',
      fallback: 'derived from the seed',
      text: 'key of the personal fields: Base64 of 32 bytes',
    },
    aad: {
      kind: 'text',
      placeholder: 'text',
      fallback: 'TOSS',
      text: 'additional authenticated data of the personal fields',
    },
  },
  Behaviour: {
    seed: {
      kind: 'text',
      placeholder: 'text',
      fallback: 'apps-in-toss-mock',
      text: 'same seed, same people, codes and keys',
    },
    seedFile: {
      kind: 'path',
      text: 'a JSON or YAML file with the world to start with, and to come back to at each reset',
    },
    watch: { kind: 'switch', text: 'reset the mock when the seed file changes, as a reset reads it anew' },
    stateFile: {
      flag: 'state',
      kind: 'path',
      text: 'file that keeps the world and the clock beyond restarts, or a Redis in which several mocks share them; without it they are in memory',
    },
    stateSync: {
      kind: 'switch',
      text: 'force every change to the disk before it is answered, so that a power cut loses none; slower',
    },
    statePrefix: {
      kind: 'text',
      placeholder: 'text',
      fallback: 'apps-in-toss-mock',
      text: 'what the keys in Redis begin with: mocks with the same one share a world',
    },
    statePasswordFile: {
      kind: 'path',
      text: 'file with the password of the Redis; APPS_IN_TOSS_MOCK_STATE_PASSWORD has the password itself',
    },
    stateCa: { kind: 'path', text: 'certificate of the authority that vouches for a rediss:// server' },
    stateKeys: {
      kind: 'switch',
      text: 'keep the certificate authority, its key too, in the Redis, so that mocks with folders of their own accept each other’s clients; only over rediss:// or on this machine',
    },
    autoLogin: {
      kind: 'switch',
      text: 'let any unknown authorization code log the first user in (production refuses it)',
    },
    autoApprove: { kind: 'switch', text: 'approve each payment as it is made (production waits for the user)' },
    rateLimits: {
      kind: 'switch',
      fallback: 'on',
      text: 'limit requests as production does: 3,000 a minute per mini-app, 15,000 more for single messages, 10 per user for messages and promotion',
    },
    callbackTimeout: {
      kind: 'number',
      placeholder: 'milliseconds',
      fallback: '5000',
      text: 'how long your server may take to answer a callback',
    },
    callbackAllowHosts: {
      flag: 'callback-allow-host',
      kind: 'list',
      placeholder: 'name',
      text: 'a further host that callbacks may go to, besides this machine, private networks and containers; repeatable',
    },
    variants: {
      flag: 'variant',
      kind: 'choices',
      placeholder: 'id=option',
      text: 'where sources conflict, the answer to give; repeatable; see --list-variants',
    },
    scenario: {
      kind: 'list',
      placeholder: 'name',
      text: 'what goes wrong, such as flaky-network; repeatable; see --list-scenarios',
    },
  },
  'Toss app': {
    answers: {
      kind: 'list',
      placeholder: 'answer',
      fallback: 'ask',
      text: 'what the user answers in the Toss app: ask, approve, cancel or fail:CODE; of one kind purchase=cancel; repeatable',
    },
    tossUser: {
      kind: 'number',
      placeholder: 'userKey',
      fallback: 'the first user',
      text: 'the user who holds the phone',
    },
    tossEnv: {
      kind: 'text',
      placeholder: 'app',
      fallback: 'toss',
      text: 'toss or sandbox: the Toss app, or the sandbox app',
    },
    tossOs: { kind: 'text', placeholder: 'system', fallback: 'android', text: 'android or ios' },
    tossVersion: { kind: 'text', placeholder: 'version', fallback: '5.300.0', text: 'version of the Toss app' },
    tossStrict: { kind: 'switch', text: 'refuse arguments in the shape of the other major version of the SDK' },
    phone: {
      kind: 'text',
      placeholder: 'page',
      text: 'serve this page with the Toss app around it: the URL of a dev server, or the folder of a build',
    },
    phonePort: { kind: 'number', fallback: '8445', text: 'port at which the page is then opened; 0 picks a free one' },
    phoneHost: {
      kind: 'text',
      placeholder: 'address',
      fallback: '127.0.0.1',
      text: 'a loopback address, or 0.0.0.0 or :: to let other machines open the page and use the Toss app',
    },
    phoneAllowHosts: {
      flag: 'phone-allow-host',
      kind: 'list',
      placeholder: 'name',
      text: 'a further name by which the page may be opened; repeatable',
    },
  },
  'Log and journal': {
    logLevel: {
      kind: 'text',
      placeholder: 'level',
      fallback: 'warn',
      text: 'silent, error, warn, info (a line per request) or debug; the log goes to stderr',
    },
    logFormat: { kind: 'text', placeholder: 'format', fallback: 'pretty', text: 'pretty or json' },
    journalSize: { kind: 'number', fallback: '1000', text: 'entries the journal keeps' },
    redact: { kind: 'switch', fallback: 'on', text: 'hide tokens, keys and personal data in the journal' },
  },
  Output: {
    lang: {
      kind: 'text',
      placeholder: 'language',
      fallback: 'that of the locale: LC_ALL, LC_MESSAGES, LANG',
      text: 'ko or en: language of what is printed, of the log, and of the page to read',
    },
    json: { kind: 'switch', text: 'print one line of JSON when the mock answers, and nothing else on stdout' },
    envFile: {
      // Node up to 26 at least looks for --env-file behind the script's name as well, and ends when that file is not there
      // (nodejs/node#54232): no script can prevent it.
      shownFlag: 'write-env',
      kind: 'path',
      text: 'write URLs, certificate paths and decryption key to this dotenv file',
    },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, DeclaredSetting>>>>

type Declared = typeof declared

/** The key of a setting. */
export type SettingKey = { [Group in keyof Declared]: keyof Declared[Group] }[keyof Declared]

/** Every setting of `start`, in the order of `--help`. */
export const settings = Object.entries(declared).flatMap(([group, ofGroup]) =>
  Object.entries<DeclaredSetting>(ofGroup).map(([key, setting]) => ({
    key: key as SettingKey,
    group: group as keyof Declared,
    flag: key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    ...(['number', 'path'].includes(setting.kind) && { placeholder: setting.kind }),
    ...(setting.kind === 'switch' && { fallback: 'off' }),
    ...setting,
  })),
) satisfies readonly Setting[]

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
