/** The plugin of the official SDK mock, which puts itself in the SDK's place, by the names that its versions have. */
const devtools = new Set(['apps-in-toss-devtools', 'ait-co-devtools'])

/** What it puts itself in the place of. */
const sdk = /^@(?:apps-in-toss|webview-bridge)\//

/** Switches its aliases off, so that the page gets the real SDK. Its panel stays. Says whether there was any. */
export function disarmDevtools(plugins: readonly { readonly name: string }[]): boolean {
  const found = plugins.filter(({ name }) => devtools.has(name)) as DevtoolsPlugin[]
  for (const plugin of found) {
    const hook = plugin.resolveId
    if (typeof hook === 'function') plugin.resolveId = exceptSdk(hook)
    else if (hook !== undefined) hook.handler = exceptSdk(hook.handler)
  }
  return found.length > 0
}

type Resolve = (this: unknown, source: string, ...more: unknown[]) => unknown

interface DevtoolsPlugin {
  readonly name: string
  resolveId?: Resolve | { handler: Resolve }
}

function exceptSdk(resolve: Resolve): Resolve {
  return function (source, ...more) {
    return sdk.test(source) ? null : resolve.call(this, source, ...more)
  }
}
