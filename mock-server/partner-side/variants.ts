import {
  variants as allVariants,
  notRegistered,
  type Operation,
  operations,
  type UserIdentification,
  userNotIdentified,
  type Variant,
  type VariantChoices,
  type VariantId,
} from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'

/** The options chosen where sources conflict; see `docs/variants.md`. */
export interface VariantSelection {
  /** Only what differs from the defaults. */
  readonly choices: VariantChoices
  of<Id extends VariantId>(id: Id): NonNullable<VariantChoices[Id]>
  /** How the operation learns which user is meant. */
  userOf(operation: Operation): UserIdentification
  /** Whether the operation's failures call code and text `code` and `message`. */
  hasCodeAndMessage(operation: Operation): boolean
  /** The HTTP status of a failure, where a variant has another one than the contract. */
  statusOf(operation: Operation, errorCode: string | undefined): number | undefined
}

/**
 * Checks and keeps a choice of variants.
 *
 * @throws CodedError `ERR_INVALID_OPTION` naming the unknown variant or option, and those there are
 */
export function selectVariants(choices: VariantChoices = {}): VariantSelection {
  for (const [id, option] of Object.entries(choices)) checkChoice(id, option)
  const chosen: Record<string, string> = Object.fromEntries(allVariants.map((variant) => [variant.id, variant.default]))
  Object.assign(chosen, choices)
  const users = new Map(operations.map((operation) => [operation.id as string, chosenUser(operation, chosen)]))
  const renamed = chosen['envelope.errorNames'] === 'code-message' ? operationsOf('envelope.errorNames') : []
  const statuses: Readonly<Record<string, (operation: string) => number | undefined>> = {
    [userNotIdentified.code]: statusIn('status.userNotIdentified', chosen),
    [notRegistered.code]: statusIn('status.notRegistered', chosen),
  }
  return {
    choices,
    of: (id) => chosen[id] as never,
    userOf: ({ id, user }) => users.get(id) ?? user,
    hasCodeAndMessage: ({ id }) => renamed.includes(id),
    statusOf: ({ id }, errorCode = '') => statuses[errorCode]?.(id),
  }
}

function chosenUser({ id, user }: Operation, chosen: Record<string, string>): UserIdentification {
  const options = (allVariants as readonly Variant[])
    .filter(({ operations: concerned }) => concerned.includes(id))
    .map((variant) => variant.options[chosen[variant.id] as string])
  return options.find((option) => option?.user !== undefined)?.user ?? user
}

function operationsOf(id: VariantId): readonly string[] {
  return (allVariants as readonly Variant[]).find((variant) => variant.id === id)?.operations ?? []
}

function statusIn(id: VariantId, chosen: Record<string, string>): (operation: string) => number | undefined {
  const { operations: concerned, options } = (allVariants as readonly Variant[]).find(
    (each) => each.id === id,
  ) as Variant
  const status = options[chosen[id] as string]?.response?.status
  return (operation) => (concerned.includes(operation) ? status : undefined)
}

function checkChoice(id: string, option: string | undefined): void {
  const variant = (allVariants as readonly Variant[]).find((candidate) => candidate.id === id)
  if (variant === undefined) {
    throw new CodedError('ERR_INVALID_OPTION', `variants: there is no variant ${id}`, {
      fix: `Choose among ${allVariants.map((known) => known.id).join(', ')}.`,
    })
  }
  if (option === undefined || !(option in variant.options)) {
    throw new CodedError('ERR_INVALID_OPTION', `variants: ${id} has no option ${option}`, {
      fix: `Choose among ${Object.keys(variant.options).join(', ')}.`,
    })
  }
}
