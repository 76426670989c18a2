// What `vitest/` takes from the library. In the package this is one file, of which a module of ECMAScript reads every name, and
// with it loads whatever it stands for; each isolated test file waits for that.
export { matchers } from './matchers.js'
export { createTestMock } from './test-mock.js'
export { connectTestServer, startTestServer } from './test-server.js'
export { tryEveryAnswer } from './try-every-answer.js'
