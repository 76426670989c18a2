import type { Row } from './report.js'

export async function worldSize(_effort: { large: number; rounds: number }): Promise<Row[]> {
  return []
}
