import { skuPattern } from '../../../contracts/index.js'
import { CodedError } from '../../../errors/index.js'
import { checkOptions } from '../../world/checks/option-check.js'
import {
  addProduct,
  allProducts,
  displayAmount,
  type NewProduct,
  openCatalogue,
  productBySku,
  replaceCatalogue,
} from '../../world/product.js'
import {
  anything,
  between,
  list,
  matching,
  name,
  type Of,
  object,
  objectWith,
  options,
  orNull,
  saying,
  text,
  textOf,
  truth,
  word,
} from '../../world/shape.js'
import {
  type Product,
  type ProductType,
  productShape,
  productTypes,
  renewalCycles,
} from '../../world/shapes/purchase.js'
import type { Transaction, View } from '../../world/store.js'
import { command, type SideOf } from '../command.js'
import { PurchaseRefusal } from '../purchase-refusal.js'

/** A product as the SDK's getProductItemList shows it. Documented (SDK types). */
export interface ProductListItem extends Of<typeof productListItem> {}
const productListItem = objectWith(
  {
    sku: name,
    type: word(...productTypes),
    displayName: text,
    /** With the currency: `1,100원`. */
    displayAmount: text,
    iconUrl: text,
    description: text,
  },
  {
    /** Of subscriptions only. */
    renewalCycle: saying(word(...renewalCycles), 'Of subscriptions only.'),
    /** Of subscriptions that have any. */
    offers: saying(list(anything), 'Of subscriptions that have any.'),
  },
)

/** The console's prices are 400 to 1,400,000 won before VAT, in steps of 10. Documented, second hand. */
const lowestPrice = 400

/** With VAT; how it is rounded is unpublished, so that the steps are not checked. */
const highestPrice = 1_540_000

/** A mini-app has at most 30 products, a game 80; which of the two it is, the mock does not know. Documented, second hand. */
export const mostProducts = 80

/** A product to add: `type`, and what is not to be made up. */
export const newProductShape = options(
  {
    sku: saying(matching(skuPattern), 'Made up where it is left out.'),
    type: saying(word(...productTypes), 'What kind of product it is.'),
    displayName: saying(textOf(1, 100), '상품 1 and so on by default.'),
    description: saying(textOf(0, 1000), 'Empty by default.'),
    iconUrl: saying(matching('^https?://', { maxLength: 2048 }), 'Made up by default.'),
    amount: saying(
      between(lowestPrice, highestPrice),
      'What the user pays, in won. The console takes 400 to 1,400,000 won before VAT.',
    ),
    renewalCycle: saying(orNull(word(...renewalCycles)), 'Of a subscription; MONTHLY by default.'),
    offers: saying(list(anything, { maxItems: 100 }), 'Of a subscription, handed on to the SDK as they are.'),
    onSale: saying(truth, 'Whether it can be bought; default true.'),
  },
  ['type'],
)
const newProducts = options({ products: list(newProductShape, { maxItems: mostProducts }) }, ['products'])
const onSaleChange = options({ onSale: truth }, ['onSale'])

/** What the mini-app sells, as it is set up in the console. A mini-app nobody has set up sells four things. */
export type ProductsSide = SideOf<typeof productCommands & typeof productListCommands>
export const productCommands = {
  /** In the order in which they were added. */
  list: command({
    at: 'GET products',
    id: 'listProducts',
    says: 'The products; a mini-app nobody has set up has four',
    gives: list(productShape),
    under: 'products',
    do: ({ read }) => read(allProducts),
  }),
  /**
   * Adds a product, or takes the place of the one with the same SKU.
   *
   * @throws CodedError `ERR_INVALID_OPTION`, and `ERR_CONFLICT` where the mini-app has 80 already
   * @example
   * ```ts
   * const { sku } = await mock.toss.products.create({ type: 'CONSUMABLE', displayName: '보석 10개', amount: 990 })
   * ```
   */
  create: command({
    at: 'POST products',
    id: 'createProduct',
    says: 'Add a product, or take the place of the one with the same SKU',
    takes: newProductShape,
    named: 'product',
    gives: productShape,
    status: 201,
    do: ({ update }, product: NewProduct) =>
      update((world) => {
        checkRoom(world, product)
        return addProduct(world, product)
      }),
  }),
  /** Makes these the only products. Orders of the old ones stay as they are. Throws `ERR_INVALID_OPTION`. */
  replace: command({
    at: 'PUT products',
    id: 'replaceProducts',
    says: 'Make these the only products',
    takes: newProducts,
    spread: ({ products }: Of<typeof newProducts>) => [products],
    gives: list(productShape),
    under: 'products',
    do: async ({ update }, products: readonly NewProduct[]) => {
      checkOptions(newProducts.properties.products, products, 'products')
      return update((world) => replaceCatalogue(world, products))
    },
  }),
  /** Throws `ERR_NOT_FOUND` for a SKU that the mini-app does not have. */
  get: command({
    at: 'GET products/{sku}',
    id: 'getProduct',
    says: 'One product',
    gives: productShape,
    do: ({ read }, sku: string) => read((world) => knownProduct(world, sku)),
  }),
  /** Takes a product off sale, or puts it back. Throws `ERR_NOT_FOUND`. */
  setOnSale: command({
    at: 'PATCH products/{sku}',
    id: 'updateProduct',
    says: 'Take a product off sale, or put it back',
    takes: onSaleChange,
    spread: ({ onSale }: Of<typeof onSaleChange>) => [onSale],
    gives: productShape,
    do: async ({ update }, sku: string, onSale: boolean) => {
      checkOptions(truth, onSale, 'onSale')
      return update((world) => addProduct(world, { ...knownProduct(world, sku), onSale }))
    },
  }),
}

/** What the SDK's getProductItemList gives. */
export const productListCommands = {
  /** What the SDK's getProductItemList gives: the products on sale. */
  getProductItemList: command({
    at: 'GET sdk/product-item-list',
    id: 'getProductItemList',
    says: 'What the SDK’s getProductItemList gives',
    gives: object({ products: list(productListItem) }),
    do: async ({ read }) => ({
      products: (await read(allProducts)).filter(({ onSale }) => onSale).map(listItem),
    }),
  }),
}

/** The product with this SKU, or `ERR_NOT_FOUND`, which names what the SDK would say. */
export function knownProduct(world: View, sku: string): Product {
  const product = productBySku(world, sku)
  if (product === undefined) {
    throw new PurchaseRefusal(
      'ERR_NOT_FOUND',
      'INVALID_PRODUCT_ID',
      `this mini-app has no product with the SKU ${sku}`,
      'List the products to see the SKUs there are, or create one.',
    )
  }
  return product
}

/** The first product on sale of one of these types, or `ERR_NOT_FOUND`. */
export function firstProduct(world: View, types: readonly ProductType[]): Product {
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
