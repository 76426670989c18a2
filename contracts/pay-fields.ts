import { assuming, documented, type Provenance } from './provenance.js'

const guide = 'Toss Pay guide'

/** Ways to pay. */
export const payMethods = ['TOSS_MONEY', 'CARD'] as const

/** An amount in won: an integer, never text, at least `minimum`. */
export function money(description: string, provenance: Provenance = documented(guide), minimum = 0) {
  return { type: 'integer', description: `Won. ${description}`, minimum, 'x-provenance': provenance } as const
}

/** An amount in a request: as `money`, and no more than 32 bits hold. */
export function requestedMoney(description: string, minimum = 0) {
  const provenance = assuming(documented(`${guide}: int`), 'that it is one of 32 bits')
  return { ...money(description, provenance, minimum), maximum: 2_147_483_647 } as const
}

/** A moment, Korean time. */
export function timestamp(description: string, provenance: Provenance = documented(guide)) {
  return {
    type: 'string',
    description: `yyyy-MM-dd HH:mm:ss, Korean time. ${description}`,
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$',
    'x-provenance': provenance,
  } as const
}

/** The merchant's own number of the order. */
export const orderNo = {
  type: 'string',
  description: 'The number of the order at the merchant: letters, digits and _-:.^@.',
  maxLength: 50,
  pattern: '^[A-Za-z0-9_:.^@-]{1,50}$',
  examples: ['20250417-2'],
  'x-provenance': documented(guide),
} as const

/** The handle of a payment. */
export const payToken = {
  type: 'string',
  description: 'The payment, as make-payment gave it.',
  minLength: 1,
  maxLength: 30,
  examples: ['O1NZck9XME8ureeVJVJP67'],
  'x-sensitive': true,
  'x-provenance': documented(guide),
} as const

/** Sandbox or live. */
export const isTestPayment = {
  type: 'boolean',
  description: 'true in the sandbox app, false in the live app.',
  'x-provenance': documented(`${guide}; the 2025 reference says the opposite`),
} as const

/** The same in every later call for the payment. */
export const sameIsTestPayment = {
  ...isTestPayment,
  description: 'As in make-payment: a payment that was made in the sandbox app is worth nothing in the live one.',
  'x-provenance': documented(`${guide}, second hand`, '2026-12-01'),
} as const

function nullWhere(what: string) {
  return (description: string) =>
    ({
      type: ['string', 'null'],
      description: `${description} Null where ${what}.`,
      'x-provenance': documented(guide),
    }) as const
}
const ofCard = nullWhere('no card was used')
const ofAccount = nullWhere('TOSS_MONEY was not used')

/** The card, in the answers of execute-payment, refund-payment and get-payment-status. */
export const cardFields = {
  cardMethodType: {
    ...ofCard('Credit, debit or prepaid card.'),
    enum: ['CREDIT', 'CHECK', 'PREPAYMENT', null],
  },
  cardNumber: { ...ofCard('16 digits, those in the middle masked.'), 'x-sensitive': true },
  cardUserType: {
    ...ofCard('Whose card it is.'),
    enum: ['PERSONAL', 'PERSONAL_FAMILY', 'CORP_PERSONAL', 'CORP_PRIVATE', 'CORP_COMPANY', null],
  },
  cardNum4Print: { ...ofCard('The last four digits; some may be masked.'), 'x-sensitive': true },
  cardBinNumber: { ...ofCard('The BIN; some digits may be masked.'), 'x-sensitive': true },
} as const

/** What only execute-payment says of the card at top level; get-payment-status says it in `card`. */
export const executedCardFields = {
  cardCompanyCode: {
    ...ofCard('Code of the card company, in digits; get-payment-status has a number.'),
    pattern: '^[0-9]{1,2}$',
  },
  cardCompanyName: ofCard('Name of the card company.'),
  cardAuthorizationNo: { ...ofCard("The card company's number of the authorization."), 'x-sensitive': true },
  spreadOut: {
    ...ofCard('Months of instalments in digits; "0": paid at once, and always below 50,000 won.'),
    pattern: '^[0-9]{1,2}$',
  },
  noInterest: { ...ofCard('"true" where instalments are free of interest.'), enum: ['true', 'false', null] },
  salesCheckLinkUrl: { ...ofCard('Where the sales slip can be seen.'), 'x-sensitive': true },
} as const

/** The account that a TOSS_MONEY payment came from. */
export const accountFields = {
  accountBankCode: { ...ofAccount('Code of the bank.'), pattern: '^[0-9]{3}$' },
  accountBankName: ofAccount('Name of the bank.'),
  accountNumber: { ...ofAccount('Number of the account, partly masked.'), 'x-sensitive': true },
} as const
