export { type CheckTrafficOptions, checkTraffic } from './check-traffic.js'
export type { Finding } from './judge-exchange.js'
export { openTraffic, type Traffic, type TrafficFormat } from './read-traffic.js'
export type { RecordedBody, RecordedExchange, TrafficRecord } from './recorded-exchange.js'
export {
  type BrokenExchange,
  type MistakenRequest,
  type OperationCount,
  type ReadFile,
  reportBound,
  type TrafficReport,
} from './tally.js'
