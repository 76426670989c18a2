import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url))

export default defineConfig({
  test: {
    root: path('.'),
    include: ['vitest/*.vitest.mjs'],
    // What is in node_modules is loaded by Node otherwise, which knows no aliases.
    server: { deps: { inline: [/@apps-in-toss\//, /native-modules-1/] } },
    alias: [
      { find: /^brick-module$/, replacement: path('../../dist/mini-app/native/index.js') },
      { find: /^react-native$/, replacement: path('stubs/react-native.mjs') },
      { find: /^@granite-js\/react-native$/, replacement: path('stubs/granite.mjs') },
      // In a project of its own the package is installed.
      { find: /^apps-in-toss-mock$/, replacement: path('../../dist/mock-server/index.js') },
      { find: /^apps-in-toss-mock\/(.*)$/, replacement: path('../../dist/$1/index.js') },
    ],
  },
})
