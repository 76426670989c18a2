import type { Random } from './random.js'
import type { Product, ProductCatalogue } from './shapes/purchase.js'
import type { Transaction, View } from './store.js'

/** What a new product needs; the rest is made up. */
export type NewProduct = Pick<Product, 'type'> & Partial<Omit<Product, 'type'>>

/** What a mini-app sells that nobody has set up. */
const defaultProducts: readonly NewProduct[] = [
  { type: 'CONSUMABLE', displayName: '코인 100개', description: '게임에서 쓰는 코인 100개예요.', amount: 1_100 },
  { type: 'NON_CONSUMABLE', displayName: '광고 제거', description: '광고 없이 이용할 수 있어요.', amount: 5_500 },
  {
    type: 'SUBSCRIPTION',
    displayName: '프리미엄 월간 이용권',
    description: '모든 기능을 한 달 동안 이용할 수 있어요.',
    amount: 4_900,
    renewalCycle: 'MONTHLY',
  },
  {
    type: 'SUBSCRIPTION',
    displayName: '프리미엄 연간 이용권',
    description: '모든 기능을 일 년 동안 이용할 수 있어요.',
    amount: 49_000,
    renewalCycle: 'YEARLY',
  },
]

/** What a mini-app sells that has no catalogue: the same each time that it is looked at, so that looking keeps nothing. */
function defaultCatalogue(view: View): { readonly catalogue: ProductCatalogue; readonly products: readonly Product[] } {
  const random = view.randomOf('products')
  let catalogue = emptyCatalogue(random)
  const products = defaultProducts.map((given) => {
    const added = withProduct(catalogue, given, random)
    catalogue = added.catalogue
    return added.product
  })
  return { catalogue, products }
}

/** The mini-app's catalogue, which is kept from now on: a small one, the same for the same seed, where it has none. */
export function openCatalogue(transaction: Transaction): ProductCatalogue {
  const existing = transaction.get('productCatalogue', 'self')
  if (existing !== undefined) return existing
  const { catalogue, products } = defaultCatalogue(transaction)
  transaction.put('productCatalogue', 'self', catalogue)
  for (const product of products) transaction.put('product', product.sku, product)
  return catalogue
}

/** The mini-app's products, in the order in which they were added. */
export function allProducts(view: View): readonly Product[] {
  const catalogue = view.get('productCatalogue', 'self')
  if (catalogue === undefined) return defaultCatalogue(view).products
  return catalogue.skus.map((sku) => view.get('product', sku) as Product)
}

/** Takes all products off the list and off sale, and puts these on it. Orders of the old ones stay as they are. */
export function replaceCatalogue(transaction: Transaction, products: readonly NewProduct[]): Product[] {
  const before = transaction.get('productCatalogue', 'self')
  for (const sku of before?.skus ?? []) {
    transaction.put('product', sku, { ...(productBySku(transaction, sku) as Product), onSale: false })
  }
  transaction.put('productCatalogue', 'self', { ...(before ?? emptyCatalogue(transaction.random)), skus: [] })
  return products.map((product) => addProduct(transaction, product))
}

/** Adds a product to the list, or takes the place of the one with the same SKU. */
export function addProduct(transaction: Transaction, given: NewProduct): Product {
  const { catalogue, product } = withProduct(openCatalogue(transaction), given, transaction.random)
  transaction.put('productCatalogue', 'self', catalogue)
  transaction.put('product', product.sku, product)
  return product
}

function emptyCatalogue(random: Random): ProductCatalogue {
  const skuPrefix = `ait.00000${random.integer(10_000, 99_999)}.${random.bytes(4).toString('hex')}`
  return { skuPrefix, skus: [], nextNumber: random.integer(100, 9_000) }
}

function withProduct(
  { skuPrefix, skus, nextNumber }: ProductCatalogue,
  given: NewProduct,
  random: Random,
): { readonly catalogue: ProductCatalogue; readonly product: Product } {
  const isNumbered = given.sku === undefined
  const middle = isNumbered ? random.bytes(5).toString('hex') : ''
  const sku = given.sku ?? `${skuPrefix}.${middle}.${String(nextNumber).padStart(10, '0')}`
  const product: Product = {
    sku,
    type: given.type,
    displayName: given.displayName ?? `상품 ${skus.length + 1}`,
    description: given.description ?? '',
    iconUrl: given.iconUrl ?? `https://example.com/products/${sku}.png`,
    amount: given.amount ?? 1_100,
    renewalCycle: given.type === 'SUBSCRIPTION' ? (given.renewalCycle ?? 'MONTHLY') : null,
    offers: given.offers ?? [],
    onSale: given.onSale ?? true,
  }
  const catalogue = {
    skuPrefix,
    skus: skus.includes(sku) ? skus : [...skus, sku],
    nextNumber: isNumbered ? nextNumber + 1 : nextNumber,
  }
  return { catalogue, product }
}

/** The product with this SKU, on sale or not. */
export function productBySku(view: View, sku: string): Product | undefined {
  const kept = view.get('product', sku)
  if (kept !== undefined || view.get('productCatalogue', 'self') !== undefined) return kept
  return defaultCatalogue(view).products.find((product) => product.sku === sku)
}

/** `1,100원`. */
export function displayAmount(amount: number): string {
  return `${amount.toLocaleString('en-US')}원`
}
