import {
  type MockServer,
  type MockServerOptions,
  type StreamLine,
  startMockServer,
  type TossApp,
} from '../../../mock-server/index.js'

/** A mock without a control port, and its Toss app. */
export async function openApp(options: MockServerOptions = {}): Promise<MockServer & { readonly app: TossApp }> {
  const mock = await startMockServer({ controlPort: false, ...options })
  return Object.assign(mock, { app: mock.toss.app })
}

/** The lines of a subscription, taken one by one. */
export function take(lines: AsyncIterable<StreamLine>) {
  const iterator = lines[Symbol.asyncIterator]()
  return {
    async next(): Promise<StreamLine | 'end'> {
      const { done, value } = await iterator.next()
      return done === true ? 'end' : value
    },
    /** All that are still to come. */
    async rest(): Promise<StreamLine[]> {
      const rest: StreamLine[] = []
      for (let line = await this.next(); line !== 'end'; line = await this.next()) rest.push(line)
      return rest
    },
    stop: () => iterator.return?.(),
  }
}

/** What a line of a purchase says. */
export const eventOf = (line: StreamLine | 'end') =>
  line === 'end'
    ? undefined
    : (line.event as { type: string; data: { orderId: string; subscriptionId?: string } } | undefined)
