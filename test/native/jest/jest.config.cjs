module.exports = {
  rootDir: '..',
  testMatch: ['<rootDir>/jest/*.jest.mjs'],
  moduleFileExtensions: ['mjs', 'js', 'cjs', 'json'],
  transform: { '\\.mjs$': '<rootDir>/jest/esbuild.cjs' },
  moduleNameMapper: {
    '^brick-module$': '<rootDir>/../../dist/mini-app/native/index.cjs',
    '^react-native$': '<rootDir>/stubs/react-native.mjs',
    '^@granite-js/react-native$': '<rootDir>/stubs/granite.mjs',
    // In a project of its own the package is installed.
    '^apps-in-toss-mock$': '<rootDir>/../../dist/mock-server/index.cjs',
    '^apps-in-toss-mock/(.*)$': '<rootDir>/../../dist/$1/index.cjs',
  },
}
