import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const long = 'test/**/*.long.test.ts'
/** Where the engine of the world has little part: left out of a slice (test/slice.ts). */
const besideTheWorld = 'test/mock-server/{console,control,faults,handshake,listener,seed}/**'

export default defineConfig({
  test: {
    // Files of one worker share modules: certificates are made once per worker, and nothing is loaded twice. Tests may
    // therefore not change module state; each starts servers and makes folders of its own.
    pool: 'threads',
    isolate: false,
    // Much of the time goes into waiting for child processes and sockets.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: { name: 'suite', include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, long] },
      },
      // Those that start whole programs again and again, or do everything to everything: as much work as all others together.
      // Everything again with an engine that rejects every first try: work that is done again must leave nothing of its first try.
      {
        extends: true,
        resolve: {
          alias: [
            {
              find: /^\.{1,2}\/(world\/)?memory-engine\.js$/,
              replacement: fileURLToPath(new URL('test/mock-server/world/rejecting-memory.ts', import.meta.url)),
            },
          ],
        },
        test: {
          name: 'rejecting',
          env: { TEST_ALL_RUNS: '1' },
          testTimeout: 90_000,
          hookTimeout: 90_000,
          include: ['test/mock-server/**/*.test.ts'],
          exclude: [...configDefaults.exclude, long, ...(process.env.TEST_SLICE === '1' ? [besideTheWorld] : [])],
        },
      },
      { extends: true, test: { name: 'long', include: [long], testTimeout: 90_000, hookTimeout: 90_000 } },
    ],
    setupFiles: ['test/evidence/recorder.ts', 'test/mock-server/control/answer-watch.ts'],
    // Authorities that this machine adds for every Node: no test needs them, and reading them costs each process 20 ms.
    // Nor is anything kept from one run to the next.
    // The language is that of the locale, and tests read English.
    env: { NODE_EXTRA_CA_CERTS: '', APPS_IN_TOSS_MOCK_KEY_CACHE: 'off', LC_ALL: 'C.UTF-8' },
    // Far above what any test takes: a machine that others use as well may stand still for seconds.
    testTimeout: 40_000,
    hookTimeout: 40_000,
  },
})
