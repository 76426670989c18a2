import type { JSX } from 'preact'
import { useContext, useId, useState } from 'preact/hooks'
import type { BrokenRule } from '../api/call.js'
import type { Schema } from '../api/description.js'
import { Desk } from '../state/desk.js'
import { type FieldKind, readField, withField } from './field-kind.js'

/** One field of a form. Its value is undefined where it is left out. */
export interface FieldProps {
  readonly name: string
  readonly schema: Schema
  readonly value: unknown
  readonly isRequired: boolean
  /** Where it stands in the request: `body.fault.kind`. */
  readonly path: string
  readonly broken: readonly BrokenRule[]
  onChange(value: unknown): void
}

/** Asks for a value as its schema says. */
export function SchemaField(props: FieldProps) {
  const { name, isRequired, path, broken, value, onChange } = props
  const { words, said } = useContext(Desk)
  const id = useId()
  const { schema, kind, canBeNull } = readField(props.schema)
  const faults = broken.filter(({ field }) => field === path)
  // Which fields belong to which kind shows when a kind is chosen.
  const hint = schema.description === undefined || schema['x-fields-by'] !== undefined ? '' : said(schema.description)
  const Input = inputs[kind]
  const inner = { ...props, schema, kind, id, describedBy: hint === '' ? undefined : `${id}-hint` }
  const isGroup = kind === 'object' || kind === 'choices' || kind === 'list'
  const label = (
    <>
      <span class="field-name">{name}</span>
      {isRequired && <span class="field-need">{words.required}</span>}
    </>
  )
  return (
    <div class={`field ${kind}`}>
      {isGroup ? (
        <span class="label" id={`${id}-label`}>
          {label}
        </span>
      ) : (
        <label class="label" for={id}>
          {label}
        </label>
      )}
      {hint !== '' && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {value === null ? <p class="faint">null</p> : <Input {...inner} />}
      {canBeNull && (
        <label class="tick small">
          <input
            type="checkbox"
            checked={value === null}
            onChange={(event) => onChange(event.currentTarget.checked ? null : undefined)}
          />
          null
        </label>
      )}
      {faults.map(({ message }) => (
        <p class="field-fault" role="alert" key={message}>
          {said(message)}
        </p>
      ))}
    </div>
  )
}

interface InputProps extends FieldProps {
  readonly kind: FieldKind
  readonly id: string
  readonly describedBy: string | undefined
}

const inputs: Record<FieldKind, (props: InputProps) => JSX.Element> = {
  choice: Choice,
  truth: Truth,
  choices: Choices,
  object: ObjectFields,
  list: ListFields,
  lines: Lines,
  either: Either,
  json: JsonField,
  'long-text': LongText,
  number: Text,
  moment: Text,
  text: Text,
}

const shared = ({ id, describedBy, isRequired }: InputProps) => ({
  id,
  'aria-describedby': describedBy,
  required: isRequired,
})

function Text(props: InputProps) {
  const { kind, schema, value, onChange } = props
  const read = (text: string) => {
    if (text === '') return undefined
    if (kind === 'number') return Number(text)
    return kind === 'moment' ? new Date(text).toISOString() : text
  }
  const shown = kind === 'moment' && typeof value === 'string' ? localMoment(value) : String(value ?? '')
  return (
    <input
      {...shared(props)}
      class={kind === 'text' ? 'wide' : ''}
      type={(kind === 'moment' ? 'datetime-local' : kind) as 'text'}
      step={kind === 'moment' ? 1 : kind === 'number' && schema.type !== 'integer' ? 'any' : undefined}
      min={schema.minimum}
      max={schema.maximum}
      maxLength={schema.maxLength}
      placeholder={schema.examples === undefined ? undefined : String(schema.examples[0])}
      autocomplete="off"
      spellcheck={false}
      value={shown}
      onInput={(event) => onChange(read(event.currentTarget.value))}
    />
  )
}

/** As an input of the type `datetime-local` takes it. */
function localMoment(iso: string): string {
  const date = new Date(iso)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}

function LongText(props: InputProps) {
  const { value, onChange } = props
  return (
    <textarea
      {...shared(props)}
      rows={3}
      value={String(value ?? '')}
      onInput={(event) => onChange(event.currentTarget.value || undefined)}
    />
  )
}

function Choice(props: InputProps) {
  const { words } = useContext(Desk)
  const { schema, value, isRequired, onChange } = props
  const values = (schema.enum ?? []).filter((one) => one !== null)
  const choose = (text: string) => onChange(values.find((one) => String(one) === text))
  return (
    <select
      {...shared(props)}
      value={value === undefined ? '' : String(value)}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      <option value="">{isRequired ? words.choose : words.leftOut}</option>
      {values.map((one) => (
        <option key={String(one)} value={String(one)}>
          {String(one)}
        </option>
      ))}
    </select>
  )
}

function Truth(props: InputProps) {
  const { words } = useContext(Desk)
  const { value, isRequired, onChange } = props
  const choose = (text: string) => onChange(text === '' ? undefined : text === 'true')
  return (
    <select
      {...shared(props)}
      value={value === undefined ? '' : String(value)}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      <option value="">{isRequired ? words.choose : words.leftOut}</option>
      <option value="true">{words.yes}</option>
      <option value="false">{words.no}</option>
    </select>
  )
}

function Choices({ schema, value, id, onChange }: InputProps) {
  const chosen = Array.isArray(value) ? value : []
  const toggle = (one: unknown, isOn: boolean) => {
    const after = (schema.items?.enum ?? []).filter((each) => (each === one ? isOn : chosen.includes(each)))
    onChange(after.length === 0 ? undefined : after)
  }
  return (
    <fieldset class="ticks" aria-labelledby={`${id}-label`}>
      {(schema.items?.enum ?? []).map((one) => (
        <label class="tick" key={String(one)}>
          <input
            type="checkbox"
            checked={chosen.includes(one)}
            onChange={(event) => toggle(one, event.currentTarget.checked)}
          />
          {String(one)}
        </label>
      ))}
    </fieldset>
  )
}

function Lines(props: InputProps) {
  const { words } = useContext(Desk)
  const { value, onChange } = props
  const read = (text: string) => {
    const lines = text.split('\n').filter((line) => line !== '')
    onChange(lines.length === 0 ? undefined : lines)
  }
  const [text, setText] = useState(Array.isArray(value) ? value.join('\n') : '')
  return (
    <textarea
      {...shared(props)}
      rows={2}
      placeholder={words.oneALine}
      value={text}
      onInput={(event) => {
        setText(event.currentTarget.value)
        read(event.currentTarget.value)
      }}
    />
  )
}

/** The fields of an object, those that are required first. */
export function ObjectFields({ schema, value, path, broken, isRequired, onChange }: Omit<FieldProps, 'name'>) {
  const given = value as Readonly<Record<string, unknown>> | undefined
  const { required = [] } = schema
  // Within something that may be left out, nothing is required until something is given.
  const isAsked = isRequired || given !== undefined
  const isShown = (name: string) => {
    const by = schema['x-fields-by']
    return by === undefined || name === by.field || by.fields[String(given?.[by.field])]?.includes(name) === true
  }
  const shown = Object.entries(schema.properties ?? {}).filter(([name]) => isShown(name))
  const change = (name: string, inner: unknown) => {
    // What belongs to another kind goes when the kind changes.
    const isKind = name === schema['x-fields-by']?.field
    onChange(withField(isKind ? undefined : given, name, inner))
  }
  return (
    <div class="fields">
      {shown.map(([name, field]) => (
        <SchemaField
          key={name}
          name={name}
          schema={field}
          value={given?.[name]}
          isRequired={isAsked && required.includes(name)}
          path={`${path}.${name}`}
          broken={broken}
          onChange={(inner) => change(name, inner)}
        />
      ))}
    </div>
  )
}

function ListFields({ schema, value, path, broken, name, onChange }: InputProps) {
  const { words } = useContext(Desk)
  const items = (Array.isArray(value) ? value : []) as unknown[]
  const put = (after: unknown[]) => onChange(after.length === 0 ? undefined : after)
  return (
    <div class="list-fields">
      {items.map((item, index) => (
        <fieldset key={index}>
          <legend>{`${name} ${index + 1}`}</legend>
          <ObjectFields
            schema={schema.items ?? {}}
            value={item}
            isRequired
            path={`${path}[${index}]`}
            broken={broken}
            onChange={(inner) => put(items.map((other, at) => (at === index ? (inner ?? {}) : other)))}
          />
          <button type="button" class="button small" onClick={() => put(items.filter((_item, at) => at !== index))}>
            {words.remove}
          </button>
        </fieldset>
      ))}
      <button type="button" class="button small" onClick={() => put([...items, {}])}>
        {words.addOne}
      </button>
    </div>
  )
}

/** One of several shapes: first which, then its value. */
function Either(props: InputProps) {
  const { words } = useContext(Desk)
  const { schema, onChange } = props
  const branches = schema.oneOf ?? []
  const [chosen, setChosen] = useState<number>()
  const branch = chosen === undefined ? undefined : branches[chosen]
  const choose = (text: string) => {
    setChosen(text === '' ? undefined : Number(text))
    onChange(undefined)
  }
  const { description: _description, ...inner } = branch ?? {}
  const read = readField(inner)
  const Input = inputs[read.kind]
  return (
    <>
      <select {...shared(props)} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{words.leftOut}</option>
        {branches.map(({ type, properties }, index) => (
          <option key={String(index)} value={index}>
            {properties === undefined ? words.shapes.one : words.shapes.each}
            {branches.filter((other) => other.type === type).length > 1 ? ` ${index + 1}` : ''}
          </option>
        ))}
      </select>
      {branch !== undefined && <Input {...props} {...read} id={`${props.id}-inner`} />}
    </>
  )
}

function JsonField(props: InputProps) {
  const { words } = useContext(Desk)
  const { value, onChange } = props
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value, null, 2))
  const [isJson, setJson] = useState(true)
  const read = (typed: string) => {
    setText(typed)
    try {
      onChange(typed.trim() === '' ? undefined : JSON.parse(typed))
      setJson(true)
    } catch {
      setJson(false)
    }
  }
  return (
    <>
      <textarea
        {...shared(props)}
        class="code"
        rows={4}
        placeholder="JSON"
        spellcheck={false}
        value={text}
        onInput={(event) => read(event.currentTarget.value)}
      />
      {!isJson && <p class="field-fault">{words.notJson}</p>}
    </>
  )
}
