import type { CallOutcome, Decision, Prompt, Protocol, StreamLine } from '../mock-server/index.js'

/**
 * The Toss app of one mini-app, wherever it is: `mock.toss.app` of a mock in this process, or `tossAppOverControl(url, miniApp)`
 * of one elsewhere. All that a page, or a test of React Native code, is given comes from it.
 */
export interface TossAppSource {
  /** What stands in the page before its first script, and the names of the calls that are answered. */
  constants(protocol: Protocol): Promise<{
    readonly constants: Readonly<Record<string, unknown>>
    readonly methods: readonly string[]
  }>
  call(protocol: Protocol, name: string, args?: readonly unknown[], id?: string): Promise<CallOutcome>
  subscribe(protocol: Protocol, name: string, params?: unknown): AsyncIterable<StreamLine>
  /** What the user is asked and has not decided. */
  prompts(): Promise<readonly Prompt[]>
  /** The same, at once and at every change of prompts or settings. */
  watch(): AsyncIterable<readonly Prompt[]>
  answer(id: string, decision: Decision): Promise<unknown>
}
