import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { inRepository } from './child-process.js'
import type { Part } from './report.js'

/** Everything that a run of the benchmark found, and where. */
export interface Results {
  readonly machine: { readonly platform: string; readonly cpu: string; readonly cores: number }
  readonly parts: readonly MeasuredPart[]
}

/** A part, and when it was measured: one part can be measured anew without the others. */
export interface MeasuredPart extends Part {
  readonly measuredOn: string
  readonly node: string
}

/** The figures behind docs/performance.md, kept in the repository. */
export const resultsFile = inRepository('bench/results.json')

/** What was kept. */
export function readResults(): Results {
  return JSON.parse(readFileSync(resultsFile, 'utf8')) as Results
}

/** Keeps the parts that were measured in the place of their earlier figures, in the order of `names`. */
export function keepResults(measured: readonly Part[], names: readonly string[]): void {
  const [{ model = 'unknown' } = {}] = cpus()
  const now = { measuredOn: new Date().toISOString().slice(0, 10), node: process.version }
  const known = new Map(readResults().parts.map((part) => [part.name, part]))
  for (const part of measured) known.set(part.name, { name: part.name, ...now, rows: part.rows })
  const results: Results = {
    machine: { platform: process.platform, cpu: model, cores: cpus().length },
    parts: names.flatMap((name) => known.get(name) ?? []),
  }
  const inDigits = (_key: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value)
  // A list of rounds on one line: this file is read in changes.
  const text = JSON.stringify(results, inDigits, 2).replace(/\[\s+(-?[\d.e+,\s-]+?)\s+\]/g, (_all, numbers) => {
    return `[${numbers.replace(/\s+/g, ' ')}]`
  })
  writeFileSync(resultsFile, `${text}\n`)
}
