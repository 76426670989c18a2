import { useContext, useRef, useState } from 'preact/hooks'
import { call, type Given, Refused } from '../api/call.js'
import type { Operation, Schema } from '../api/description.js'
import { labelOf } from '../language/labels.js'
import { RefusedNote } from '../parts/empty.js'
import { Desk } from '../state/desk.js'
import { withField } from './field-kind.js'
import { SchemaField } from './schema-field.js'

interface CommandFormProps {
  readonly operation: Operation
  /** What is given already: parameters of the path, and fields of the body. */
  readonly given: Given
  /** What the fields hold at first. */
  readonly preset?: Given
  onDone(answer: unknown): void
  onCancel?(): void
}

interface AskedField {
  readonly place: 'path' | 'query' | 'body'
  readonly name: string
  readonly schema: Schema
  readonly isRequired: boolean
}

/** The fields of an operation that have to be asked for. */
export function askedFields(operation: Operation, given: Given): AskedField[] {
  const { parameters, body } = operation
  const placed: AskedField[] = parameters
    .filter(({ name, in: place }) => !(place === 'path' && given[name] !== undefined))
    .map(({ name, in: place, schema, description }) => ({
      place,
      name,
      schema: { ...schema, ...(description && { description }) },
      isRequired: place === 'path',
    }))
  const fields = Object.entries(body?.properties ?? {}).map(([name, schema]): AskedField => {
    return { place: 'body', name, schema, isRequired: body?.required?.includes(name) ?? false }
  })
  return [...placed, ...fields].sort((one, other) => Number(other.isRequired) - Number(one.isRequired))
}

/** A form for an operation, made from its description. */
export function CommandForm({ operation, given, preset = {}, onDone, onCancel }: CommandFormProps) {
  const desk = useContext(Desk)
  const { words, miniApp } = desk
  const [values, setValues] = useState<Record<string, unknown>>({ miniApp, ...given, ...preset })
  const [refused, setRefused] = useState<Refused>()
  const [isBusy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const fields = askedFields(operation, { miniApp, ...given })
  const needed = fields.filter(({ isRequired }) => isRequired)
  const optional = fields.filter(({ isRequired }) => !isRequired)

  const submit = async (event: Event) => {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    setRefused(undefined)
    try {
      onDone(await runOperation(operation, { miniApp, ...given, ...values }))
    } catch (error) {
      setRefused(error instanceof Refused ? error : new Refused({ code: 'ERROR', message: String(error), fix: '' }))
    } finally {
      setBusy(false)
    }
  }
  const draw = ({ place, name, schema, isRequired }: AskedField) => (
    <SchemaField
      key={`${place}.${name}`}
      name={name}
      schema={schema}
      value={values[name]}
      isRequired={isRequired}
      path={place === 'path' ? name : `${place}.${name}`}
      broken={refused?.violations ?? []}
      onChange={(value) => setValues((before) => withField(before, name, value) ?? {})}
    />
  )
  return (
    <form class="command-form" ref={form} onSubmit={submit}>
      {needed.map(draw)}
      {optional.length > 0 &&
        (needed.length === 0 && optional.length <= 4 ? (
          optional.map(draw)
        ) : (
          <details class="optional">
            <summary>{words.optionalFields(optional.length)}</summary>
            <div class="fields">{optional.map(draw)}</div>
          </details>
        ))}
      {refused !== undefined && <RefusedNote refused={refused} />}
      <div class="form-end">
        <button type="submit" class={isCareful(operation) ? 'button bad' : 'button main'} disabled={isBusy}>
          {labelOf(operation, desk)}
        </button>
        {onCancel !== undefined && (
          <button type="button" class="button" onClick={onCancel}>
            {words.cancel}
          </button>
        )}
      </div>
    </form>
  )
}

/** Calls an operation with values by name, each where the description wants it. @throws Refused */
export function runOperation(operation: Operation, values: Given): Promise<unknown> {
  const { body } = operation
  if (body === undefined) return call(operation, values)
  const names = Object.keys(body.properties ?? {})
  const inPath = new Set(operation.parameters.map(({ name }) => name))
  const entries = names
    .filter((name) => values[name] !== undefined && !inPath.has(name))
    .map((name) => [name, values[name]])
  return call(operation, values, Object.fromEntries(entries))
}

/** What cannot be taken back is asked twice. */
export function isCareful({ id, method }: Operation): boolean {
  return method === 'DELETE' || /^(reset|stop$|revokeCert|endPromotion|replace|clear)/.test(id)
}
