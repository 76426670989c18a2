// Modules of the standard, for jest. A project of React Native has Babel for that.
const { transformSync } = require('esbuild')

module.exports = {
  process: (text, path) => ({ code: transformSync(text, { format: 'cjs', target: 'node20', sourcefile: path }).code }),
}
