// Prints the sums of vitest's JSON reports: `1234 passed, 0 failed`. A file that could not be run at all counts as one that failed.
import { readFileSync } from 'node:fs'

const counts = process.argv.slice(2).map((path) => {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(path, 'utf8'))
  const isBroken = ({ status, assertionResults }) =>
    status === 'failed' && assertionResults.every((test) => test.status !== 'failed')
  return [numPassedTests, numFailedTests + testResults.filter(isBroken).length]
})
const [passed, failed] = [0, 1].map((column) => counts.reduce((sum, count) => sum + count[column], 0))
console.log(`${passed} passed, ${failed} failed`)
