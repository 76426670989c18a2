/** The middle of some numbers; the mean of the middle two where their count is even. NaN of none. */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 1 / 2)
}

/** Between which numbers the middle half of them is. */
export function quartiles(numbers: readonly number[]): [low: number, high: number] {
  return [quantile(numbers, 1 / 4), quantile(numbers, 3 / 4)]
}

function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const place = (sorted.length - 1) * part
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}
