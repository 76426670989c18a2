import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { curl, javaClient, nodeClients, ownClient, pythonClient, type ShownByClient, versions } from './clients.js'
import { failures } from './failures.js'
import { failurePage } from './page.js'
import { patience, setStage } from './stage.js'

// Makes every failure, lets every client meet it, and writes docs/failures.md and docs/failures.ko.md.
const folder = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-failures-'))
const stage = await setStage(folder, patience)
try {
  const attempts = await stage.attempts(failures)
  const shown: ShownByClient = {}
  for (const client of [nodeClients, ownClient, curl, pythonClient, javaClient]) {
    Object.assign(shown, await client(attempts, stage.ca))
  }
  const measured = await versions()
  for (const [language, name] of [
    ['en', 'failures.md'],
    ['ko', 'failures.ko.md'],
  ] as const) {
    await writeFile(new URL(`../../docs/${name}`, import.meta.url), failurePage(language, shown, measured))
  }
} finally {
  await stage.close()
  await rm(folder, { recursive: true })
}
process.exit()
