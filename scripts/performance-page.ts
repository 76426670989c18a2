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
of a run. Where one server is shared, each file still loads TLS and shakes hands, as it does with a bare server, and loads the testing kit.`,
  },
  'cold-start': {
    title: 'The command',
    text: `From the spawn of \`apps-in-toss-mock start --json\` to its first answer over mTLS, with a folder of certificates that is there already
unless the row says otherwise. In the profile of a start, loading Fastify takes as much CPU as a whole bare server does until its first answer. So 1.6 of that server is out of
reach while the partner API stays on Fastify ([0023](decisions/0023-the-partner-api-stays-on-fastify.md)).`,
  },
  throughput: {
    title: 'Under load',
    text: `Eight connections, one request in flight on each, sent by another process on the same cores. The CPU is that of the server alone. Of a
generate-token's CPU, RSA takes two fifths, as in the bare server that signs; of a login-me's, encrypting the personal fields takes a tenth, checking and recording a
sixth, collecting garbage a tenth, and the rest, sending, reading and Fastify, is spread over functions of a few hundredths each (perf). Signing on another thread would not lower
the CPU, and was left out.`,
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
Calls that another process came before are done again.`,
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
