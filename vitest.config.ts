import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Files of one worker share modules: certificates are made once per worker, and nothing is loaded twice. Tests may
    // therefore not change module state; each starts servers and makes folders of its own.
    pool: 'threads',
    isolate: false,
    // Much of the time goes into waiting for child processes and sockets.
    maxWorkers: '100%',
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/evidence/recorder.ts'],
    // Authorities that this machine adds for every Node: no test needs them, and reading them costs each process 20 ms.
    env: { NODE_EXTRA_CA_CERTS: '' },
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
