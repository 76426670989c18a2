/** The known name that was probably meant, or undefined. */
export function nearMiss(name: string, known: Iterable<string>): string | undefined {
  const word = plain(name)
  // One slip in a short name, two in a longer one.
  let nearest: { readonly name: string; readonly distance: number } | undefined
  for (const candidate of known) {
    const other = plain(candidate)
    const allowed = Math.min(word.length, other.length) < 5 ? 1 : 2
    if (Math.abs(word.length - other.length) > allowed) continue
    const distance = distanceOf(word, other)
    if (distance <= allowed && distance < (nearest?.distance ?? 3)) nearest = { name: candidate, distance }
  }
  return nearest?.name
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[-_\s]/g, '')

/** How many letters were left out, added, changed or swapped with their neighbour. */
function distanceOf(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const next = [row]
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1]
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      next[column] = Math.min(
        (last[column] as number) + 1,
        (next[column - 1] as number) + 1,
        (last[column - 1] as number) + (isSame ? 0 : 1),
        isSwapped ? (before[column - 2] as number) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = last
    last = next
  }
  return last[b.length] as number
}
