import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const stub = (name) => fileURLToPath(new URL(`stubs/${name}`, import.meta.url))

export default defineConfig({
  test: {
    alias: {
      // SDK가 토스 앱과 통신하는 자리예요.
      'brick-module': 'apps-in-toss-mock/mini-app/native',
      'react-native': stub('react-native.mjs'),
      '@granite-js/react-native': stub('granite.mjs'),
    },
    // node_modules에 있는 코드는 Node가 직접 불러와서 alias를 몰라요.
    server: { deps: { inline: [/@apps-in-toss\//] } },
  },
})
