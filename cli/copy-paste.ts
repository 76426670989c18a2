import { basename, dirname, sep } from 'node:path'
import { basePath, operation } from '../contracts/index.js'
import type { ConnectionInfo } from '../mock-server/index.js'
import { shellWord } from './shell-quote.js'

/** What of a running mock the lines need; the files are there, since the command line always has a folder. */
export type ReachableMock = ConnectionInfo & { readonly cert: string; readonly key: string; readonly ca: string }

const tokenPath = operation('login.generateToken').path

/**
 * A command for a POSIX shell, in any folder: logs a user in over the control port and exchanges the code that comes back
 * for tokens. The login's whole answer is the request body: it holds `authorizationCode` and `referrer`, and further fields
 * do no harm.
 */
export function curlCommand(info: ReachableMock): string {
  return [
    `curl -sSw '\\n' --cert ${shellWord(curlCertificate(info.cert))}`,
    `  --key ${shellWord(info.key)}`,
    `  --cacert ${shellWord(info.ca)}`,
    `  -H 'content-type: application/json'`,
    `  -d "$(curl -sS -X POST ${shellWord(`${tossSideUrl(info)}/logins`)})"`,
    `  ${shellWord(info.baseUrl + tokenPath)}`,
  ].join(' \\\n')
}

/** The same with Node alone, as a partner server would do the second step. In `node -e`, `fs` and `https` are there unasked. */
export function nodeCommand(info: ReachableMock): string {
  const read = (path: string) => `fs.readFileSync(dir + ${JSON.stringify(basename(path))})`
  const code = `
const api = ${JSON.stringify(info.baseUrl + basePath)}
const toss = ${JSON.stringify(tossSideUrl(info))}
const dir = ${JSON.stringify(dirname(info.cert) + sep)}
fetch(toss + "/logins", { method: "POST" }).then((login) => login.text())
  .then((body) => https.request(api + ${JSON.stringify(tokenPath.slice(basePath.length))}, {
    method: "POST",
    headers: { "content-type": "application/json" },
    cert: ${read(info.cert)},
    key: ${read(info.key)},
    ca: ${read(info.ca)},
  }, (answer) => answer.on("data", (json) => console.log(String(json))))
  .end(body))`
  return `node -e ${shellWord(code)}`
}

function tossSideUrl({ controlUrl, appName }: ConnectionInfo): string {
  return `${controlUrl}/mini-apps/${appName}`
}

/** curl takes what follows a colon in `--cert` for a password, except after the drive letter of Windows. */
function curlCertificate(path: string): string {
  return process.platform === 'win32' ? path : path.replaceAll(/[\\:]/g, '\\$&')
}
