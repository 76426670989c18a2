import type { Report } from './report.js'

/** The report as it is, as JSON. */
export function reportAsJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`
}
