import { banks, cardCompanies } from '../../contracts/index.js'
import { createRandom, type Random } from './random.js'
import type { User } from './shapes/login.js'
import type { BankAccount, Card, CardTraits, Wallet } from './shapes/pay.js'

/** Banks that most people have an account at, with the digits of an account number and how it begins. */
const everydayBanks = [
  { code: '004', digits: 14, prefix: '' },
  { code: '088', digits: 12, prefix: '110' },
  { code: '020', digits: 13, prefix: '100' },
  { code: '081', digits: 14, prefix: '' },
  { code: '011', digits: 13, prefix: '302' },
  { code: '003', digits: 14, prefix: '' },
  { code: '045', digits: 13, prefix: '900' },
  { code: '089', digits: 12, prefix: '100' },
  { code: '090', digits: 13, prefix: '333' },
  { code: '092', digits: 12, prefix: '100' },
] as const

/** The user's accounts and cards. They follow from the user alone: the same whenever they are asked for. */
export function walletOf(user: User): Wallet {
  const random = randomOf(user, 'wallet')
  const offset = random.integer(0, everydayBanks.length - 1)
  const accounts = Array.from({ length: random.integer(1, 3) }, (_, index) =>
    makeAccount((everydayBanks[(offset + 3 * index) % everydayBanks.length] ?? everydayBanks[0]).code, random),
  )
  const company = random.integer(0, cardCompanies.length - 1)
  const cards = Array.from({ length: random.integer(1, 3) }, (_, index) => {
    const { code } = cardCompanies[(company + 2 * index) % cardCompanies.length] ?? cardCompanies[0]
    const methodType = index === 0 || random.chance(0.4) ? 'CREDIT' : 'CHECK'
    return makeCard({ companyCode: code, methodType, userType: 'PERSONAL' }, random)
  })
  return { accounts, cards }
}

/** The user's first account, or their account at a bank: one that was not in the wallet is opened there. */
export function accountOf(user: User, bankCode?: string): BankAccount {
  const { accounts } = walletOf(user)
  const found = accounts.find((account) => bankCode === undefined || account.bankCode === bankCode)
  return found ?? makeAccount(bankCode as string, randomOf(user, `account ${bankCode}`))
}

/** The user's first card with these traits; where there is none in the wallet, one is issued. */
export function cardOf(user: User, traits: CardTraits = {}): Card {
  const { cards } = walletOf(user)
  const wanted = Object.entries(traits).filter(([, value]) => value !== undefined)
  const fits = (card: Card) => wanted.every(([name, value]) => card[name as keyof CardTraits] === value)
  const first = cards[0] as Card
  const { companyCode = first.companyCode, methodType = 'CREDIT', userType = 'PERSONAL' } = traits
  const random = randomOf(user, `card ${companyCode} ${methodType} ${userType}`)
  return cards.find(fits) ?? makeCard({ companyCode, methodType, userType }, random)
}

function makeAccount(bankCode: string, random: Random): BankAccount {
  const { digits, prefix } = everydayBanks.find(({ code }) => code === bankCode) ?? { digits: 12, prefix: '' }
  const head = prefix === '' ? String(random.integer(100, 999)) : prefix
  const accountNumber = `${head}${'*'.repeat(digits - 6)}${numeric(random, 3)}`
  return { bankCode, bankName: banks.find(({ code }) => code === bankCode)?.name ?? '', accountNumber }
}

function makeCard(traits: Required<CardTraits>, random: Random): Card {
  const bin = `${random.pick(['4', '5', '9'])}${numeric(random, 5)}`
  const last4 = `${numeric(random, 3)}*`
  const companyName = cardCompanies.find(({ code }) => code === traits.companyCode)?.name ?? ''
  return { ...traits, companyName, number: `${bin}${numeric(random, 2)}****${last4}`, bin, last4 }
}

/** The anonymous key is drawn from the mini-app's randomness, so that the same seed gives the same wallet. */
function randomOf(user: User, name: string): Random {
  let draws = 0
  return createRandom(user.anonKey, name, () => draws++)
}

function numeric(random: Random, digits: number): string {
  return String(random.integer(0, 10 ** digits - 1)).padStart(digits, '0')
}
