import { describe, expect, test } from 'vitest'
import { slice } from '../slice.js'
import { hasTool } from '../tools.js'
import { engines, hasEngines } from './engines.js'
import { type Client, clientsOfEngines, clientsOfSystem, hasNamespaces, hostRow, hosts, row, see } from './matrix.js'
import { tableOf } from './page.js'

const isFirstOfItsRuntime = (client: Client, clients: readonly Client[]) =>
  clients.find(({ runtime }) => runtime === client.runtime) === client
const named = (clients: readonly Client[]) =>
  slice(clients, (client) => isFirstOfItsRuntime(client, clients)).map(
    (client) => [`${client.runtime}, ${client.client}`, client] as const,
  )

// Each starts the runtime five times, twice of them under `run`.
const patience = 60_000

describe.runIf(hasEngines && hasNamespaces)('the page of runtimes says what is seen', () => {
  test.each(named(clientsOfEngines))('%s', { timeout: patience }, async (_name, client) => {
    expect(tableOf('clients').split('\n')).toContain(row(client, await see(client)))
  })

  test.each(Object.keys(engines) as (keyof typeof engines)[])('%s as the host', async (engine) => {
    expect(tableOf('hosts').split('\n')).toContain(hostRow(engine, await hosts(engine)))
  })
})

describe.runIf(hasTool('go') && hasTool('php') && hasNamespaces)('the page of runtimes says what is seen', () => {
  test.each(named(clientsOfSystem))('%s', { timeout: patience }, async (_name, client) => {
    expect(tableOf('clients').split('\n')).toContain(row(client, await see(client)))
  })
})
