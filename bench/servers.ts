import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inRepository, type ReadyProcess, startProcess } from './child-process.js'
import type { Target } from './load.js'

/** A server in a process of its own. */
export interface MeasuredServer extends Target {
  /** Microseconds of CPU that it has used so far. */
  cpu(): Promise<number>
  end(): Promise<void>
}

/** The built mock; its Toss side answers questions. */
export interface MockProcess extends MeasuredServer {
  /** Logs the user in `count` times. */
  codes(count: number): Promise<readonly { authorizationCode: string; referrer: string }[]>
  journal(): Promise<{ recorded: number; dropped: number; kept: number }>
}

/** Makes a folder for certificates, which is removed when `work` has ended. */
export async function withFolder<Result>(work: (dir: string) => Promise<Result>): Promise<Result> {
  const dir = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-bench-'))
  try {
    return await work(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Starts the built mock on a certificate folder, which it fills where it is empty. */
export async function startMock(dir: string): Promise<MockProcess> {
  const child = await startProcess<{ port: number }>([inRepository('bench/mock-server.mjs'), JSON.stringify({ dir })], {
    ipc: true,
  })
  return {
    ...(await measured(child, dir)),
    codes: (count) => child.ask('codes', { count }),
    journal: () => child.ask('journal'),
  }
}

/** Starts the bare server on the same folder; `size`: the bytes of its answer; `signing`: whether it signs a token for each. */
export async function startBare(
  dir: string,
  size: number,
  { signing = false }: { signing?: boolean } = {},
): Promise<MeasuredServer> {
  const command = [...bareCommand(dir, size), ...(signing ? ['signing'] : [])]
  return measured(await startProcess<{ port: number }>(command, { ipc: true }), dir)
}

/** The arguments of node that start the bare server. */
export function bareCommand(dir: string, size: number): string[] {
  return [inRepository('bench/bare-server.mjs'), dir, String(size)]
}

/** The client's certificate and key, and the authority to trust. */
export async function clientFiles(
  dir: string,
  appName = 'my-mini-app',
): Promise<{ cert: string; key: string; ca: string }> {
  const read = (file: string) => readFile(join(dir, file), 'utf8')
  const [cert, key, ca] = await Promise.all([
    read(`${appName}_public.crt`),
    read(`${appName}_private.key`),
    read('ca.crt'),
  ])
  return { cert, key, ca }
}

async function measured(child: ReadyProcess<{ port: number }>, dir: string): Promise<MeasuredServer> {
  return {
    port: child.line.port,
    tls: await clientFiles(dir),
    async cpu() {
      const { user, system } = await child.ask<NodeJS.CpuUsage>('cpu')
      return user + system
    },
    end: child.end,
  }
}
