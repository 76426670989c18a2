import { CodedError } from '../../../errors/index.js'
import { checkOptions } from '../../world/checks/option-check.js'
import { list, matching, type Of, object, options, type Shape, saying, text, userKey, word } from '../../world/shape.js'
import { approveShape } from '../pay-approval.js'
import { AppFailure } from './failure.js'

/** What the user of the phone is asked, and what waits for it. */
export interface Prompt extends Of<typeof promptShape> {}
export const promptShape = object({
  id: text,
  /** ISO 8601, on the mock's clock. */
  at: text,
  kind: word('login', 'payment', 'purchase', 'points', 'notification', 'userData', 'permission'),
  /** The call that waits, by its name on the wire. */
  call: text,
  userKey,
  /** What it is about: a product, what is paid for, the mini-app. */
  title: text,
  /** Amount, scopes and the like, one a line. */
  details: list(text),
  /** The codes that `fail:CODE` can have here, without the one that the page is told where the user closes the screen. */
  failures: list(text),
})

/** What the user does. */
export interface Decision extends Of<typeof decisionShape> {}
export const decisionShape = options(
  {
    decision: saying(
      matching('^(approve|cancel|fail:[A-Z0-9_]{1,64})$') as Shape<'approve' | 'cancel' | `fail:${string}`>,
      'approve, cancel, or fail:CODE with one of the prompt’s failures.',
    ),
    /** How to pay, where a payment is approved. */
    payment: saying(approveShape, 'How to pay, where a payment is approved.'),
  },
  ['decision'],
)

/** What a prompt is made of. */
export type Question = Pick<Prompt, 'kind' | 'call' | 'userKey' | 'title' | 'details' | 'failures'> & {
  /** The failure that `cancel` is: nobody is to choose between the two. */
  readonly closing?: string
}

/** The prompts of one phone that wait for a decision. */
export interface PromptBook {
  open(): readonly Prompt[]
  /** Waits until somebody decides. */
  ask(question: Question): Promise<Decision>
  /** @throws CodedError `ERR_NOT_FOUND` for a prompt that is not open, `ERR_INVALID_OPTION` for what cannot be decided */
  answer(id: string, decision: Decision): Prompt
  /** Nobody will decide any more. */
  drop(): void
}

interface Waiting {
  readonly prompt: Prompt
  /** Every code that can come, that of closing the screen too. */
  readonly possible: readonly string[]
  decide(decision: Decision): void
  giveUp(): void
}

/** No prompts yet. */
export function createPromptBook({ now, onChange }: { now: () => number; onChange: () => void }): PromptBook {
  const waiting = new Map<string, Waiting>()
  let asked = 0

  return {
    open: () => [...waiting.values()].map(({ prompt }) => prompt),
    ask({ closing, ...question }) {
      const id = String(++asked)
      const { failures: possible } = question
      const failures = possible.filter((code) => code !== closing)
      const prompt: Prompt = { id, at: new Date(now()).toISOString(), ...question, failures }
      return new Promise<Decision>((resolve, reject) => {
        waiting.set(id, { prompt, possible, decide: resolve, giveUp: () => reject(new Dropped()) })
        onChange()
      })
    },
    answer(id, decision) {
      const found = waiting.get(id)
      if (found === undefined) {
        throw new CodedError('ERR_NOT_FOUND', `prompt: there is no open prompt ${JSON.stringify(id.slice(0, 40))}`, {
          fix: 'List the prompts: each is decided once.',
        })
      }
      checkDecision(found, decision)
      waiting.delete(id)
      found.decide(decision)
      onChange()
      return found.prompt
    },
    drop() {
      if (waiting.size === 0) return
      const dropped = [...waiting.values()]
      waiting.clear()
      for (const { giveUp } of dropped) giveUp()
      onChange()
    },
  }
}

/** The phone was reset or closed while the user was asked. */
export class Dropped extends Error {}

function checkDecision({ prompt: { kind }, possible }: Waiting, given: Decision): void {
  checkOptions(decisionShape, given, 'prompt')
  const { decision, payment } = given
  if (payment !== undefined && (kind !== 'payment' || decision !== 'approve')) {
    throw new CodedError('ERR_INVALID_OPTION', 'prompt.payment: only where a payment is approved')
  }
  const code = failureIn(decision)
  if (code !== undefined && possible.length > 0 && !possible.includes(code)) {
    throw new CodedError('ERR_INVALID_OPTION', `prompt.decision: ${code} cannot come here`, {
      fix: `Possible: ${possible.map((each) => `fail:${each}`).join(', ')}.`,
    })
  }
}

/** The code of `fail:CODE`; undefined for any other answer. */
export function failureIn(answer: string): string | undefined {
  return answer.startsWith('fail:') ? answer.slice('fail:'.length) : undefined
}

/** Refuses where the answer is `fail:CODE`. */
export function throwFailure(answer: string): void {
  const code = failureIn(answer)
  if (code !== undefined) throw new AppFailure(code)
}
