import type {
  Certificate,
  FaultRule,
  Grant,
  Message,
  Order,
  Payment,
  Product,
  Promotion,
  Subscription,
  Template,
  User,
} from '../api/things.js'
import { toneOf } from '../parts/badge.js'
import { won } from '../parts/moment.js'
import type { Subject } from './subject.js'

const users: Subject<User> = {
  page: 'users',
  tag: 'login',
  kinds: ['user'],
  list: 'listUsers',
  behind: 'after',
  read: 'getUser',
  path: '/mini-apps/{miniApp}/users/{userKey}',
  idOf: ({ userKey }) => String(userKey),
  line: ({ userKey, profile, link, leftTossAt, pushEnabled, createdAt }, { words }) => ({
    title: profile.name,
    under: [String(userKey), profile.phone],
    badges: [
      ...(pushEnabled ? [] : [{ text: words.pushOff, tone: 'warn' as const }]),
      leftTossAt !== null
        ? { text: words.leftToss, tone: 'bad' }
        : link === null
          ? { text: words.notLinked, tone: 'calm' }
          : { text: words.linked, tone: 'good' },
    ],
    at: createdAt,
  }),
  hides: ({ id }, { leftTossAt }) => id === 'unlinkUser' && leftTossAt !== null,
}

const payments: Subject<Payment> = {
  page: 'payments',
  tag: 'pay',
  kinds: ['payment'],
  list: 'listPayments',
  behind: 'after',
  read: 'getPayment',
  path: '/mini-apps/{miniApp}/payments/{payment}',
  idOf: ({ payToken }) => payToken,
  line: ({ orderNo, productDesc, amounts, status, mode, createdAt }, { language }) => ({
    title: productDesc,
    under: [orderNo],
    badges: [
      ...(mode === 'TEST' ? [{ text: 'TEST', tone: 'calm' as const }] : []),
      { text: status, tone: toneOf(status) },
    ],
    side: won(amounts.amount, language),
    at: createdAt,
  }),
}

/** Products are known by their SKUs, which say nothing to a person. */
const productNames = {
  list: 'listProducts',
  of: ({ products }: { products: Product[] }) => products.map(({ sku, displayName }) => [sku, displayName] as const),
}

const orders: Subject<Order> = {
  page: 'orders',
  tag: 'iap',
  kinds: ['order'],
  list: 'listOrders',
  behind: 'after',
  read: 'getOrder',
  path: '/mini-apps/{miniApp}/orders/{orderId}',
  idOf: ({ orderId }) => orderId,
  names: productNames,
  line: ({ orderId, sku, amount, state, grant, createdAt }, { language }, names) => ({
    title: names.get(sku) ?? sku,
    under: [orderId],
    badges: [
      ...(grant === null || grant === 'GRANTED' ? [] : [{ text: grant, tone: toneOf(grant) }]),
      { text: state, tone: toneOf(state) },
    ],
    side: won(amount, language),
    at: createdAt,
  }),
}

const products: Subject<Product> = {
  page: 'products',
  tag: 'iap',
  kinds: ['product', 'productCatalogue'],
  list: 'listProducts',
  read: 'getProduct',
  path: '/mini-apps/{miniApp}/products/{sku}',
  idOf: ({ sku }) => sku,
  line: ({ sku, displayName, type, amount, onSale }, { words, language }) => ({
    title: displayName,
    under: [sku],
    badges: [{ text: type, tone: 'calm' }, ...(onSale ? [] : [{ text: words.notOnSale, tone: 'warn' as const }])],
    side: won(amount, language),
  }),
}

const subscriptions: Subject<Subscription> = {
  page: 'subscriptions',
  tag: 'subscriptions',
  kinds: ['subscription'],
  list: 'listSubscriptions',
  behind: 'after',
  read: 'getSubscription',
  path: '/mini-apps/{miniApp}/subscriptions/{orderId}',
  idOf: ({ orderId }) => orderId,
  names: productNames,
  line: ({ orderId, sku, status, autoRenew, expiresAt }, { words }, names) => ({
    title: names.get(sku) ?? sku,
    under: [orderId],
    badges: [
      ...(autoRenew ? [] : [{ text: words.autoRenewOff, tone: 'warn' as const }]),
      { text: status, tone: toneOf(status) },
    ],
    at: expiresAt,
    isEnd: true,
  }),
}

const promotions: Subject<Promotion> = {
  page: 'promotions',
  tag: 'promotion',
  kinds: ['promotion', 'grant'],
  list: 'listPromotions',
  read: 'getPromotion',
  path: '/mini-apps/{miniApp}/promotions/{code}',
  idOf: ({ code }) => code,
  line: ({ code, state, budget, remaining, createdAt }, { words, language }) => ({
    title: code,
    under: [words.left(`${won(remaining, language)} / ${won(budget, language)}`)],
    badges: [{ text: state, tone: toneOf(state) }],
    at: createdAt,
  }),
}

const grants: Subject<Grant> = {
  page: 'grants',
  icon: 'promotions',
  tag: 'promotion',
  kinds: ['grant'],
  list: 'listGrants',
  behind: 'after',
  path: '/mini-apps/{miniApp}/grants/{key}',
  idOf: ({ key }) => key,
  line: ({ promotionCode, userKey, amount, result, executedAt }, { language }) => ({
    title: promotionCode,
    under: [String(userKey)],
    badges: [{ text: result, tone: toneOf(result) }],
    side: won(amount, language),
    at: executedAt,
  }),
  also: { settleGrant: ({ key }) => ({ key }) },
  hides: ({ id }, { result }) => id === 'settleGrant' && result !== 'PENDING',
}

const messages: Subject<Message> = {
  page: 'messages',
  tag: 'messenger',
  kinds: ['message'],
  list: 'readInbox',
  behind: 'before',
  isReversed: true,
  path: '/mini-apps/{miniApp}/inbox/{id}',
  idOf: ({ id }) => id,
  line: ({ title, body, deliveries, at }, { words }) => ({
    title,
    under: [body],
    badges: deliveries.map(({ channel, failReason }) =>
      failReason === null ? { text: channel, tone: 'good' } : { text: `${channel}: ${words.notReached}`, tone: 'bad' },
    ),
    at,
  }),
}

const templates: Subject<Template> = {
  page: 'templates',
  icon: 'messages',
  tag: 'messenger',
  kinds: ['template'],
  list: 'listTemplates',
  read: 'getTemplate',
  path: '/mini-apps/{miniApp}/templates/{templateSetCode}',
  idOf: ({ templateSetCode }) => templateSetCode,
  line: ({ templateSetCode, title, approved, channels }, { words }) => ({
    title,
    under: [templateSetCode, channels.join(', ')],
    badges: [approved ? { text: words.approved, tone: 'good' } : { text: words.notApproved, tone: 'warn' }],
  }),
}

const certificates: Subject<Certificate> = {
  page: 'certificates',
  tag: 'certificates',
  kinds: ['journal', 'commands', 'clock'],
  list: 'listCertificates',
  path: '/mini-apps/{miniApp}/certificates/{serialNumber}',
  idOf: ({ serialNumber }) => serialNumber,
  line: ({ commonName, serialNumber, state, daysLeft, validTo }, { words }) => ({
    title: commonName,
    under: [serialNumber],
    badges: [
      ...(state === 'active' && daysLeft <= 30 ? [{ text: words.daysLeft(daysLeft), tone: 'warn' as const }] : []),
      { text: state, tone: toneOf(state) },
    ],
    ...(state === 'active' && daysLeft > 30 && { side: words.daysLeft(daysLeft) }),
    at: validTo,
    isEnd: true,
  }),
  hides: ({ id }, { state }) =>
    (id === 'revokeCertificate' && state === 'revoked') || (id === 'renewCertificate' && state === 'revoked'),
}

const faultLine: Subject<FaultRule>['line'] = ({ operation, fault, userKey, when, seen, struck }, { words }) => {
  const { kind, ...more } = fault
  const conditions = Object.entries(when).filter(([, value]) => value !== null)
  return {
    title: `${kind}${Object.values(more).length === 0 ? '' : ` ${Object.values(more).join(' ')}`}`,
    under: [
      operation,
      ...(userKey === null ? [] : [String(userKey)]),
      ...conditions.map(([name, value]) => `${name} ${value}`),
    ],
    badges: [{ text: words.struck(struck, seen), tone: struck > 0 ? 'busy' : 'calm' }],
  }
}

const faults: Subject<FaultRule> = {
  page: 'faults',
  tag: 'faults',
  kinds: ['journal', 'commands', 'clock'],
  list: 'listFaults',
  path: '/mini-apps/{miniApp}/faults/{id}',
  idOf: ({ id }) => id,
  line: faultLine,
}

/** Those for every mini-app; they are shown below the mini-app's own. */
export const faultsForAll: Subject<FaultRule> = { ...faults, list: 'listFaultsForAll', path: '/faults/{id}' }

/** Every kind of things with a page, by the name of the page. */
export const subjects: Readonly<Record<string, Subject<never>>> = Object.fromEntries(
  [users, payments, orders, products, subscriptions, promotions, grants, messages, templates, certificates, faults].map(
    (subject) => [subject.page, subject as Subject<never>],
  ),
)
