import { type Page, until } from './browser.js'

/** A purchase as the page saw it. */
export interface SeenPurchase {
  readonly events: { readonly type: string; readonly data: Record<string, unknown> }[]
  readonly error?: { readonly name: string; readonly code?: string; readonly isError: boolean }
}

/** What the page's processProductGrant does. */
export type Granting = 'true' | 'false' | 'throw' | 'wait'

// biome-ignore lint/suspicious/noExplicitAny: the SDK has other names in each version
type Sdk = any
declare const window: { readonly sdk: Sdk; bought: Promise<SeenPurchase>; grant: (granted: boolean) => void }

/** The page's own calls of the SDK, by name: `call(page, 'IAP.getPendingOrders')`. An Error comes out with its code. */
export async function call<Answer = Sdk>(page: Page, name: string, ...args: unknown[]): Promise<Answer> {
  const outcome = await page.evaluate(
    async ([path, given]) => {
      let target: Sdk = window.sdk
      const names = path.split('.')
      const last = names.pop() as string
      for (const each of names) target = target[each]
      try {
        return { value: await target[last](...given) }
      } catch (error) {
        if (!(error instanceof Error)) return { error: { message: `no Error: ${JSON.stringify(error)}` } }
        return { error: { ...error, message: error.message } }
      }
    },
    [name, args] as const,
  )
  if (outcome.error !== undefined) throw Object.assign(new Error(outcome.error.message), outcome.error)
  return outcome.value
}

/** Whether this SDK has a call of that name. */
export function has(page: Page, name: string): Promise<boolean> {
  return page.evaluate((path) => {
    let target: Sdk = window.sdk
    for (const each of path.split('.')) target = target?.[each]
    return typeof target === 'function'
  }, name)
}

/**
 * Begins a purchase as pages do. Its end is {@link endOfPurchase}.
 *
 * @param orderStatus a function of the page's window that asks the backend for the order
 */
export function beginPurchase(
  page: Page,
  {
    method = 'createOneTimePurchaseOrder',
    options,
    granting = 'true',
  }: { method?: string; options: object; granting?: Granting },
): Promise<void> {
  return page.evaluate(
    ([name, given, how]) => {
      window.bought = new Promise((resolve) => {
        const events: SeenPurchase['events'] = []
        const cleanup = window.sdk.IAP[name]({
          options: {
            ...given,
            async processProductGrant({ orderId, subscriptionId }: Record<string, string>) {
              const data = { orderId, ...(subscriptionId !== undefined && { subscriptionId }) }
              events.push({ type: 'granting', data })
              if (how === 'throw') throw new Error('the page’s own mistake')
              if (how !== 'wait') return how === 'true'
              return new Promise<boolean>((decide) => {
                window.grant = decide
              })
            },
          },
          onEvent(event: SeenPurchase['events'][number]) {
            events.push(event)
            cleanup()
            resolve({ events })
          },
          onError(error: Sdk) {
            cleanup?.()
            resolve({ events, error: { name: error.name, code: error.code, isError: error instanceof Error } })
          },
        })
      })
    },
    [method, options, granting] as const,
  )
}

/** What came of the purchase. */
export function endOfPurchase(page: Page): Promise<SeenPurchase> {
  return page.evaluate(() => window.bought)
}

/** Begins a purchase and waits for its end. */
export async function buy(page: Page, purchase: Parameters<typeof beginPurchase>[1]): Promise<SeenPurchase> {
  await beginPurchase(page, purchase)
  return endOfPurchase(page)
}

/** Lets the page's processProductGrant return. */
export function grant(page: Page, granted: boolean): Promise<void> {
  return page.evaluate((answer) => window.grant(answer), granted)
}

/** Waits until the page is asked to grant. */
export async function untilGranting(page: Page): Promise<void> {
  await until(page, "typeof window.grant === 'function'")
}
