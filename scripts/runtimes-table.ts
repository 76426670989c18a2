/** `npm run runtimes-table`: runs every client of every runtime against the mock, and writes the tables of docs/runtimes.md. */
import { writePage } from '../test/runtimes/page.js'

await writePage((line) => process.stdout.write(`${line}\n`))
