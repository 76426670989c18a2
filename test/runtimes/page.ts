import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { clientsOfEngines, clientsOfSystem, head, hostRow, hosts, row, see } from './matrix.js'

const path = fileURLToPath(new URL('../../docs/runtimes.md', import.meta.url))
const engineNames = ['node20', 'node22', 'node24', 'bun', 'deno'] as const

/** What stands in docs/runtimes.md between the two marks of a table. */
export function tableOf(name: 'clients' | 'hosts'): string {
  return marks(name).exec(readFileSync(path, 'utf8'))?.[2]?.trim() ?? ''
}

function marks(name: string): RegExp {
  return new RegExp(`(<!-- ${name} -->\\n)([\\s\\S]*?)(<!-- /${name} -->)`)
}

/** Runs every client, and writes both tables. */
export async function writePage(say: (line: string) => void): Promise<void> {
  const rows = []
  for (const client of [...clientsOfEngines, ...clientsOfSystem]) {
    rows.push(row(client, await see(client)))
    say(rows.at(-1) as string)
  }
  const hostRows = []
  for (const engine of engineNames) hostRows.push(hostRow(engine, await hosts(engine)))
  const tables = {
    clients: [...head, ...rows],
    hosts: ['| as the host | `startMockServer()` |', '|---|---|', ...hostRows],
  }
  let page = readFileSync(path, 'utf8')
  for (const [name, lines] of Object.entries(tables)) {
    page = page.replace(
      marks(name),
      (_all, begin: string, _old, end: string) => `${begin}\n${lines.join('\n')}\n\n${end}`,
    )
  }
  writeFileSync(path, page)
}
