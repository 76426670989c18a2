import { variants as allVariants, type Variant, type VariantChoices, type VariantId } from '../contracts/index.js'
import { CodedError } from '../errors/index.js'

/** The options chosen where sources conflict; see `docs/variants.md`. */
export interface VariantSelection {
  /** Only what differs from the defaults. */
  readonly choices: VariantChoices
  of<Id extends VariantId>(id: Id): NonNullable<VariantChoices[Id]>
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
  return { choices, of: (id) => chosen[id] as never }
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
