import type { PemForm } from '../../client/pem-forms.js'
import { type Check, type CheckResult, problem, warning } from './check-result.js'
import type { Pem } from './pem.js'

interface FormText {
  readonly text: string
  readonly fix: string
  /** Whether programs undo it often, so that it may be on purpose. */
  readonly usual?: true
}

const formTexts: Record<PemForm, FormText> = {
  'escaped-newlines': {
    text: 'its line ends are written out as \\n',
    fix: "Where your program reads it: value.replaceAll('\\\\n', '\\n'). Or give the path of the file.",
    usual: true,
  },
  quotes: {
    text: 'quotation marks stand around it and are part of it',
    fix: 'Remove them: docker --env-file, CI secrets and some .env loaders keep quotation marks.',
  },
  'lost-newlines': {
    text: 'its line ends are lost',
    fix: 'Quote the variable where it is set ("$(cat FILE)"), or give the path of the file.',
  },
  indentation: {
    text: 'the lines -----BEGIN or -----END are indented',
    fix: 'Remove the blanks before its lines: they came from a YAML block or a here document.',
  },
  base64: {
    text: 'it is Base64 of a PEM file',
    fix: "Where your program reads it: Buffer.from(value, 'base64'). Or give the path of the file.",
    usual: true,
  },
  'body-only': {
    text: 'it is the Base64 between -----BEGIN and -----END without these two lines',
    fix: 'Give the whole file, with its first and its last line.',
  },
}

/** What is odd about how a PEM was written: this package reads it all the same, and most others do not. */
export function checkForms(check: Check, { label, forms = [] }: Pem): CheckResult[] {
  return forms.map((form) => {
    const { text, fix, usual } = formTexts[form]
    const make = usual === true ? warning : problem
    return make(check, `${label}: ${text}; this package reads it, your own client will not repair this`, fix)
  })
}
