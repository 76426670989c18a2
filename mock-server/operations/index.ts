import type { OperationId } from '../../contracts/index.js'
import type { Mutation, Query } from './handler.js'
import { loginHandlers } from './login.js'

/** What serves each operation of the contract. */
export const handlers: { readonly [Id in OperationId]?: Mutation<Id> | Query<Id> } = { ...loginHandlers }
