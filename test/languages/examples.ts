import { file, header, program, python, pythonModule, type Requirement } from './requirements.js'

/** One example of `examples/`, and how it is compiled, run and changed. Paths are relative to a copy of its folder. */
export interface Example {
  /** What `--only` selects; several examples of a language share it. */
  readonly id: string
  readonly language: string
  readonly client: string
  readonly folder: string
  /** The file that calls the API, with the two lines that lead it to production. */
  readonly source: string
  readonly requirements: readonly Requirement[]
  readonly compile?: () => readonly string[]
  readonly command: () => readonly string[]
  /** What to replace in the source so that no certificate is sent. */
  readonly withoutCertificate: readonly (readonly [from: string, to: string])[]
  /** How code with production's URLs in it is led to the mock; see docs/unmodified-code.md. */
  readonly toMock: {
    /** Set instead of `APPS_IN_TOSS_CA`; left out, the example keeps trusting that file. */
    readonly trust?: string
    readonly redirect?: true
    /** Arguments behind the first one of `command`. */
    readonly flags?: (proxy: URL) => readonly string[]
  }
}

const jackson = ['databind', 'core', 'annotations'].map((part) => `/usr/share/java/jackson-${part}.jar`).join(':')
const kotlinLibrary = '/usr/share/java/kotlin-stdlib.jar'
const newtonsoft = '/usr/lib/cli/Newtonsoft.Json-5.0/Newtonsoft.Json.dll'

const jdk = [
  program('javac', 'default-jdk-headless'),
  file('/usr/share/java/jackson-databind.jar', 'libjackson2-databind-java'),
]
const jvmProxy = ({ hostname, port }: URL) => [`-Dhttps.proxyHost=${hostname}`, `-Dhttps.proxyPort=${port}`]

const pem = (indent: string): Example['withoutCertificate'] => [
  [`${indent}cert: readFileSync(process.env.APPS_IN_TOSS_CERT),\n`, ''],
  [`${indent}key: readFileSync(process.env.APPS_IN_TOSS_KEY),\n`, ''],
]

const node = (name: string, client: string, indent: string): Example => ({
  id: 'node',
  language: 'Node',
  client,
  folder: 'node',
  source: `${name}.mjs`,
  requirements: [],
  command: () => [process.execPath, `${name}.mjs`],
  withoutCertificate: pem(indent),
  toMock: { redirect: true },
})

const py = (name: string, client: string, given: Pick<Example, 'withoutCertificate' | 'toMock'>): Example => {
  const modules = client === 'requests' ? ['cryptography', 'requests'] : ['cryptography']
  return {
    id: 'python',
    language: 'Python',
    client,
    folder: 'python',
    source: `${name}.py`,
    requirements: [
      program('python3', 'python3'),
      ...modules.map((module) => pythonModule(module, `python3-${module}`, modules)),
    ],
    command: () => [python(modules), `${name}.py`],
    ...given,
  }
}

/** Every example, in the order of the table. */
export const examples: readonly Example[] = [
  node('https', 'node:https', '  '),
  node('axios', 'axios', '  '),
  node('undici', 'undici', '    '),
  py('standard_library', 'urllib', {
    withoutCertificate: [
      ['context.load_cert_chain(os.environ["APPS_IN_TOSS_CERT"], os.environ["APPS_IN_TOSS_KEY"])\n', ''],
    ],
    toMock: { trust: 'SSL_CERT_FILE' },
  }),
  py('with_requests', 'requests', {
    withoutCertificate: [['cert=CERT, ', '']],
    toMock: { trust: 'REQUESTS_CA_BUNDLE' },
  }),
  {
    id: 'java',
    language: 'Java',
    client: 'java.net.http.HttpClient',
    folder: 'java',
    source: 'Story.java',
    requirements: jdk,
    compile: () => ['javac', '-encoding', 'UTF-8', '-cp', jackson, 'Story.java', 'TossApp.java', 'PersonalFields.java'],
    command: () => ['java', '-cp', `${jackson}:.`, 'Story'],
    withoutCertificate: [['keys.getKeyManagers()', 'null']],
    toMock: { flags: jvmProxy },
  },
  {
    id: 'kotlin',
    language: 'Kotlin',
    client: 'java.net.http.HttpClient',
    folder: 'kotlin',
    source: 'Story.kt',
    requirements: [...jdk, file('/usr/bin/kotlinc', 'kotlin'), file(kotlinLibrary, 'kotlin')],
    compile: () => ['kotlinc', '-cp', jackson, '-d', '.', 'Story.kt', 'TossApp.kt', 'PersonalFields.kt'],
    command: () => ['java', '-cp', `${jackson}:${kotlinLibrary}:.`, 'StoryKt'],
    withoutCertificate: [['keys.keyManagers', 'null']],
    toMock: { flags: jvmProxy },
  },
  {
    id: 'go',
    language: 'Go',
    client: 'net/http',
    folder: 'go',
    source: 'main.go',
    requirements: [program('go', 'golang-go', 'version')],
    compile: () => ['go', 'build', '-o', 'story', '.'],
    command: () => ['./story'],
    withoutCertificate: [['Certificates: []tls.Certificate{certificate}}', '}\n\t_ = certificate']],
    toMock: { trust: 'SSL_CERT_FILE' },
  },
  {
    id: 'csharp',
    language: 'C#',
    client: 'HttpClient on Mono',
    folder: 'csharp',
    source: 'Story.cs',
    requirements: [
      program('mcs', 'mono-mcs'),
      program('mono', 'mono-runtime'),
      file('/usr/lib/mono/4.5/System.Net.Http.dll', 'libmono-system-net-http4.0-cil'),
      file(newtonsoft, 'libnewtonsoft-json5.0-cil'),
    ],
    compile: () => [
      ...['mcs', '-nowarn:436', '-out:story.exe', '-r:System.Net.Http.dll', `-r:${newtonsoft}`],
      ...['Story.cs', 'TossApp.cs', 'MockAuthority.cs', 'PersonalFields.cs', 'mono/AesGcm.cs'],
    ],
    command: () => ['mono', 'story.exe'],
    withoutCertificate: [['{ certificate }', '{ }']],
    toMock: {},
  },
  {
    id: 'cpp',
    language: 'C++',
    client: 'libcurl',
    folder: 'cpp',
    source: 'main.cpp',
    requirements: [
      program('g++', 'g++'),
      header('curl/curl.h', 'libcurl4-openssl-dev'),
      header('openssl/evp.h', 'libssl-dev'),
      header('nlohmann/json.hpp', 'nlohmann-json3-dev'),
    ],
    compile: () => [
      'g++',
      '-std=c++17',
      '-Wall',
      '-Wextra',
      '-Werror',
      '-o',
      'story',
      'main.cpp',
      '-lcurl',
      '-lcrypto',
    ],
    command: () => ['./story'],
    withoutCertificate: [
      ['    curl_easy_setopt(curl_, CURLOPT_SSLCERT, std::getenv("APPS_IN_TOSS_CERT"));\n', ''],
      ['    curl_easy_setopt(curl_, CURLOPT_SSLKEY, std::getenv("APPS_IN_TOSS_KEY"));\n', ''],
    ],
    toMock: {},
  },
  {
    id: 'curl',
    language: 'Shell',
    client: 'curl',
    folder: 'curl',
    source: 'story.sh',
    requirements: [
      program('curl', 'curl'),
      program('jq', 'jq'),
      program('openssl', 'openssl', 'version'),
      file('/bin/sh', 'dash'),
    ],
    command: () => ['sh', 'story.sh'],
    withoutCertificate: [['--cert "$APPS_IN_TOSS_CERT" --key "$APPS_IN_TOSS_KEY" ', '']],
    toMock: { trust: 'CURL_CA_BUNDLE' },
  },
]
