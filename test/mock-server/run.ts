import { execFile } from 'node:child_process'

/** What a program printed, and how it ended. */
export interface Ran {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end. Never rejects for a non-zero exit: that is for the test to judge. */
export function run(
  file: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string; timeout?: number } = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    execFile(file, [...args], { timeout: 15_000, ...options, maxBuffer: 16 << 20 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error)
      else resolve({ status: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
}
