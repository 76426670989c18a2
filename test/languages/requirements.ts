import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Something that an example needs on this machine, and the package of Debian that brings it. */
export interface Requirement {
  readonly debian: string
  readonly isMet: () => boolean
}

/** A program that can be started. */
export function program(name: string, debian: string, versionFlag = '--version'): Requirement {
  return { debian, isMet: () => succeeds([name, versionFlag]) }
}

/** A header that the C++ compiler finds. */
export function header(name: string, debian: string): Requirement {
  return { debian, isMet: () => succeeds(['g++', '-fsyntax-only', '-include', name, '-x', 'c++', '/dev/null']) }
}

/** A file at the place where Debian has it. */
export function file(path: string, debian: string): Requirement {
  return { debian, isMet: () => existsSync(path) }
}

/** A module of Python, for the `python3` that the example is run with. */
export function pythonModule(name: string, debian: string, modules: readonly string[]): Requirement {
  return { debian, isMet: () => succeeds([python(modules), '-c', `import ${name}`]) }
}

/** The Python that has these modules. Debian's are seen by Debian's own only, which need not be the first on the path. */
export function python(modules: readonly string[]): string {
  const ready = ['python3', debianPython].find((path) => succeeds([path, '-c', `import ${modules.join(', ')}`]))
  return ready ?? (existsSync(debianPython) ? debianPython : 'python3')
}

const debianPython = '/usr/bin/python3'

function succeeds([name = '', ...args]: readonly string[]): boolean {
  return spawnSync(name, args, { stdio: 'ignore', timeout: 30_000 }).status === 0
}

/** The packages for what is missing, each once. */
export function missingPackages(requirements: readonly Requirement[]): string[] {
  return [...new Set(requirements.filter(({ isMet }) => !isMet()).map(({ debian }) => debian))]
}

/** Whether this process may install packages of Debian, and if not, why. */
export function whyNotInstall(): string | undefined {
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return 'there is no apt-get here'
  if (process.getuid?.() !== 0) return 'only root can install packages'
  return undefined
}

/**
 * Installs packages of Debian with one command; where that fails, since one of them is not to be had, one by one.
 *
 * @returns the packages that could not be installed; what apt-get says about them goes to stderr
 */
export function install(packages: readonly string[]): string[] {
  aptGet('update', '-qq')
  const tried = (wanted: readonly string[]) => aptGet('install', '-y', '-qq', '--no-install-recommends', ...wanted)
  return tried(packages) ? [] : packages.filter((name) => !tried([name]))
}

function aptGet(...args: readonly string[]): boolean {
  // Somebody else may be installing something at the same time.
  const wait = ['-o', 'DPkg::Lock::Timeout=120']
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return (
    spawnSync('apt-get', [...wait, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'], timeout: 900_000 })
      .status === 0
  )
}
