import { type JsonSchema, skuPattern } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import {
  addProduct,
  displayAmount,
  type NewProduct,
  openCatalogue,
  productBySku,
  replaceCatalogue,
} from '../world/product.js'
import {
  type Product,
  type ProductType,
  productTypes,
  type RenewalCycle,
  renewalCycles,
} from '../world/shapes/purchase.js'
import type { Transaction, View } from '../world/store.js'
import type { TossSideContext } from './context.js'
import { checkOptions } from './option-check.js'

/** A product as the SDK's getProductItemList shows it. Documented (SDK types). */
export interface ProductListItem {
  readonly sku: string
  readonly type: ProductType
  readonly displayName: string
  /** With the currency: `1,100원`. */
  readonly displayAmount: string
  readonly iconUrl: string
  readonly description: string
  /** Of subscriptions only. */
  readonly renewalCycle?: RenewalCycle
  /** Of subscriptions that have any. */
  readonly offers?: readonly Readonly<Record<string, unknown>>[]
}

/** The console's prices are 400 to 1,400,000 won before VAT, in steps of 10. Documented, second hand. */
const lowestPrice = 400

/** With VAT; how it is rounded is unpublished, so that the steps are not checked. */
const highestPrice = 1_540_000

/** A mini-app has at most 30 products, a game 80; which of the two it is, the mock does not know. Documented, second hand. */
export const mostProducts = 80

/** The shape of a product to add: `type`, and what is not to be made up. */
export const newProductSchema = {
  type: 'object',
  properties: {
    sku: { type: 'string', pattern: skuPattern, description: 'Made up where it is left out.' },
    type: { type: 'string', enum: productTypes },
    displayName: { type: 'string', minLength: 1, maxLength: 100 },
    description: { type: 'string', maxLength: 1000 },
    iconUrl: { type: 'string', pattern: '^https?://', maxLength: 2048 },
    amount: {
      type: 'integer',
      minimum: lowestPrice,
      maximum: highestPrice,
      description: 'What the user pays, in won. The console takes 400 to 1,400,000 won before VAT.',
    },
    renewalCycle: { type: ['string', 'null'], enum: [...renewalCycles, null] },
    offers: { type: 'array', items: { type: 'object' }, maxItems: 100 },
    onSale: { type: 'boolean' },
  },
  required: ['type'],
  additionalProperties: false,
} as const satisfies JsonSchema

/** What the mini-app sells, as it is set up in the console. A mini-app nobody has set up sells four things. */
export interface ProductsSide {
  /**
   * Adds a product, or takes the place of the one with the same SKU.
   *
   * @throws CodedError `ERR_INVALID_OPTION`, and `ERR_CONFLICT` where the mini-app has 80 already
   * @example
   * ```ts
   * const { sku } = await mock.toss.products.create({ type: 'CONSUMABLE', displayName: '보석 10개', amount: 990 })
   * ```
   */
  create(product: NewProduct): Promise<Product>
  /** Makes these the only products. Orders of the old ones stay as they are. Throws `ERR_INVALID_OPTION`. */
  replace(products: readonly NewProduct[]): Promise<Product[]>
  /** In the order in which they were added. */
  list(): Promise<Product[]>
  /** Throws `ERR_NOT_FOUND` for a SKU that the mini-app does not have. */
  get(sku: string): Promise<Product>
  /** Takes a product off sale, or puts it back. Throws `ERR_NOT_FOUND`. */
  setOnSale(sku: string, onSale: boolean): Promise<Product>
  /** What the SDK's getProductItemList gives: the products on sale. */
  getProductItemList(): Promise<{ products: ProductListItem[] }>
}

/** The products' part of the Toss side. */
export function createProductsSide({ update }: TossSideContext): ProductsSide {
  const list = () => update(allProducts)
  return {
    async create(product) {
      checkOptions(newProductSchema, product, 'product')
      return update((world) => {
        checkRoom(world, product)
        return addProduct(world, product)
      })
    },
    async replace(products) {
      checkOptions({ type: 'array', items: newProductSchema, maxItems: mostProducts }, products, 'products')
      return update((world) => replaceCatalogue(world, products))
    },
    list,
    get: (sku) => update((world) => knownProduct(world, sku)),
    async setOnSale(sku, onSale) {
      checkOptions({ type: 'boolean' }, onSale, 'onSale')
      return update((world) => addProduct(world, { ...knownProduct(world, sku), onSale }))
    },
    async getProductItemList() {
      return { products: (await list()).filter(({ onSale }) => onSale).map(listItem) }
    },
  }
}

/** The product with this SKU, or `ERR_NOT_FOUND`, which names what the SDK would say. */
export function knownProduct(world: Transaction, sku: string): Product {
  openCatalogue(world)
  const product = productBySku(world, sku)
  if (product === undefined) {
    throw new CodedError('ERR_NOT_FOUND', `INVALID_PRODUCT_ID: this mini-app has no product with the SKU ${sku}`, {
      fix: 'List the products to see the SKUs there are, or create one.',
    })
  }
  return product
}

/** The first product on sale of one of these types, or `ERR_NOT_FOUND`. */
export function firstProduct(world: Transaction, types: readonly ProductType[]): Product {
  const product = allProducts(world).find(({ type, onSale }) => onSale && types.includes(type))
  if (product === undefined) {
    throw new CodedError('ERR_NOT_FOUND', `sku: this mini-app sells nothing of type ${types.join(' or ')}`, {
      fix: 'Create such a product first.',
    })
  }
  return product
}

function checkRoom(world: Transaction, { sku }: NewProduct): void {
  const { skus } = openCatalogue(world)
  if (skus.length < mostProducts || (sku !== undefined && skus.includes(sku))) return
  throw new CodedError('ERR_CONFLICT', `products: this mini-app has ${skus.length}, and the console allows no more`, {
    fix: 'Replace the products, or take the place of one by its SKU.',
  })
}

function allProducts(world: Transaction): Product[] {
  return openCatalogue(world).skus.map((sku) => productBySku(world as View, sku) as Product)
}

function listItem({ sku, type, displayName, amount, iconUrl, description, renewalCycle, offers }: Product) {
  return {
    sku,
    type,
    displayName,
    displayAmount: displayAmount(amount),
    iconUrl,
    description,
    ...(renewalCycle !== null && { renewalCycle }),
    ...(offers.length > 0 && { offers }),
  }
}
