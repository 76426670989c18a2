import { table } from '../bench/report.js'
import type { MeasuredPart, Results } from '../bench/results.js'

/** What a part of the benchmark is about, in the order of the page. */
const sections: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  'first-user': {
    title: 'The first test of a process',
    text: `From the first import of a fresh process to the decrypted name of a user: import, start, log the user in, generate-token, login-me.
MSW and mockttp give constant answers to the same backend (\`bench/story/\`). MSW answers in process, without TLS; mockttp with TLS,
without a client certificate. Node's own start, the same for all, is not in the figures. The mock finds the keys that an earlier process of the
project kept ([0022](decisions/0022-keys-are-kept-for-the-next-process.md)) but where a row says otherwise; it then makes three RSA keys at the same time.`,
  },
  'mini-app': {
    title: 'A mini-app in a browser',
    text: `A call of the SDK 2.10.8 in Chromium, through \`start --phone\` to the mock and back, and the same call of the control API by \`fetch\` in
Node, one after the other. And the plugin of Vite: from the start of a process to its dev server's listening.`,
  },
  console: {
    title: 'The console',
    text: `In Chromium, over a world of 200,000 users and a journal of 1,000 exchanges: from the opening of the page until the first row of a list
is in sight, and the longest task of the page while the whole journal is scrolled, where browsers count tasks of 50 ms and more.`,
  },
  'test-suites': {
    title: 'Test suites',
    text: `vitest with isolated workers, as many as there are cores. Each file tells the story above, once. The CPU is that of all processes
of a run. Each run before the first round is of one file, which makes the keys that the others find. Where one server is shared, the run without a mock is what a test file costs in vitest. A bare
\`node:https\` server adds to load TLS and to shake hands in full in each file. The mock adds a few files of the testing kit, the certificate of the test's mini-app, and the four calls
that open it, log a user in and drop it. The nearest that can be reached is the bare server's figure and these.`,
  },
  'cold-start': {
    title: 'The command',
    text: `From the spawn of \`apps-in-toss-mock start --json\` to its first answer over mTLS, with a folder of certificates that is there already
unless the row says otherwise. Of the CPU of a start of the mock a quarter is Fastify and what it brings, a third the loading of what is ours, and the rest is
Node's own modules, the collecting of garbage, certificates and our set-up (\`--cpu-prof\`, Node 20, which keeps no compiled code). Fastify alone is beyond 1.6 of a bare server already, as the second and
fourth row show, so that 1.6 is out of reach while the partner API stays on Fastify ([0023](decisions/0023-the-partner-api-stays-on-fastify.md)). The nearest that can be reached is Fastify's own figure.`,
  },
  throughput: {
    title: 'Under load',
    text: `Eight connections, one request in flight on each, sent by another process on the same cores. The CPU is that of the server alone. Of a
login-me's, sending takes three tenths, reading and Fastify's way to the handler two tenths, collecting garbage a tenth, encrypting the personal fields and checking request and answer a twentieth each,
and the rest is spread over functions of a few hundredths each (\`--cpu-prof\`). A generate-token's RSA signature is made by the bare server as well. 1.15 of that server leaves less CPU than a
whole login-me takes, as the rows show, and that signs nothing; of it have to be paid code, tokens and refresh token kept, the body read and checked, and the answer checked and recorded. Of calls that come at once
the first is signed in its turn, and the others are on other threads, so that a second core helps; what they had done is done again.`,
  },
  'world-size': {
    title: 'A large world',
    text: `What each operation and each step of the Toss side takes in a world of 200,000 users, payments, orders and grants, without the network.`,
  },
  state: {
    title: 'With `--state`',
    text: `Keeping the world in memory, in a file or in a Redis of this machine ([state.md](features/state.md)), beside the build of commit a6878fc, before calls
ran in turns, with its world in memory; and a start with a large world in a file, beside the file of that build.`,
  },
  processes: {
    title: 'Several mocks with one world',
    text: `Four processes on one Redis of this machine, eight connections to each. With a mini-app each they are beside four mocks in memory that share
nothing; with one mini-app among all of them, beside one process on Redis. Mocks, Redis and the callers share the same cores, so that rates say less than CPU.
Calls that another process came before are done again. In the profile of a mock that answers login-me to 32 callers, making the journal's entries takes a sixth of its CPU, which in memory is done only for
those that somebody reads, and handing turns and journal to the socket of Redis another sixth. The fewer calls a turn has, the more the second part weighs: with eight connections
they are about three.`,
  },
}

/** docs/performance.md, made of the figures that \`npm run bench -- --keep\` kept. */
export function performancePage({ machine, parts }: Results): string {
  return `# Performance

\`npm run bench\` measures the mock beside others in the same run, in turns. Times depend on the machine, ratios less so. A figure is the
median of its rounds; between which figures the middle half of them was stands in brackets. A ratio is the mock's figure divided by the
other one. This page is written by \`npm run docs\` from the figures that \`npm run bench -- --keep\` put into \`bench/results.json\`; a test fails
when it is stale. The machine: ${machine.cores} cores (${machine.cpu}), shared with other work.

${parts.map(sectionOf).join('\n\n')}

How it got there is in decisions [0016](decisions/0016-personal-fields-are-encrypted-in-bulk.md) and
[0017](decisions/0017-what-the-build-does-ahead.md).
`
}

function sectionOf({ name, measuredOn, node, rows }: MeasuredPart): string {
  const section = sections[name]
  if (section === undefined) throw new Error(`scripts/performance-page.ts says nothing of the part ${name}`)
  return `## ${section.title}\n\n${section.text} Measured on ${measuredOn} with Node ${node}.\n\n${table(rows)}`
}
