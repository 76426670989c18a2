/** Where a reader stands: in which run of the mock, after which emptying of the journal, at which entry. */
export interface Position {
  readonly run: string
  readonly clearings: number
  readonly entry: number
}

/** The id of an event, which a browser sends back as `Last-Event-ID`. */
export function textOfPosition({ run, clearings, entry }: Position): string {
  return `${run}-${clearings}-${entry}`
}

/** What an id says; undefined for one that is none of ours. */
export function readPosition(id: string | undefined): Position | undefined {
  const [, run, clearings, entry] = /^([0-9a-f]{1,40})-(\d{1,15})-(\d{1,15})$/.exec(id ?? '') ?? []
  return run === undefined ? undefined : { run, clearings: Number(clearings), entry: Number(entry) }
}

/** One server-sent event. Its data is JSON, which has no line ends. */
export function textOfEvent({ name, data, id }: { name: string; data: object; id?: string | undefined }): string {
  return `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`
}
