import { createHash } from 'node:crypto'
import { icon } from './icons.js'
import type { Phone } from './phone.js'
import type { Protocol } from './protocol.js'
import { namesIn, unsupported } from './table.js'

/** What stands in the page before its first script, by the names of a protocol. */
export function constantsOf(miniApp: string, { settings }: Phone, protocol: Protocol): Record<string, unknown> {
  const { environment, os, appVersion } = settings
  const insets = { top: 0, right: 0, bottom: 0, left: 0 }
  const brand = { deploymentId: 'local', brandDisplayName: miniApp, brandIcon: icon, brandPrimaryColor: '#3182F6' }
  const device = madeUpId(`device of ${miniApp}`)
  const group = madeUpId(`group of ${miniApp}`)
  const scheme = `intoss://${miniApp}`
  if (protocol === 'B') {
    return {
      operationalEnvironment: environment,
      tossAppVersion: appVersion,
      platformOS: os,
      locale: 'ko-KR',
      schemeUri: scheme,
      deviceId: device,
      groupId: group,
      deploymentId: brand.deploymentId,
      appName: miniApp,
      appsInTossGlobals: brand,
      safeAreaInsets: insets,
      ...flags('B', (name) => `is${name[0]?.toUpperCase()}${name.slice(1)}Supported`),
      // The one flag that is not named after its call.
      isRequestReviewSupported: true,
    }
  }
  return {
    ...brand,
    // getAppsInTossGlobals of the SDK read it until 1.5.2.
    brandBridgeColorMode: 'basic',
    getOperationalEnvironment: environment,
    getTossAppVersion: appVersion,
    getPlatformOS: os,
    getLocale: 'ko-KR',
    getSchemeUri: scheme,
    getDeviceId: device,
    getGroupId: group,
    getDeploymentId: brand.deploymentId,
    getAppName: miniApp,
    getWebViewType: 'partner',
    webViewType: 'partner',
    getSafeAreaInsets: insets,
    // The SDK read these until 1.5.2.
    getSafeAreaTop: 0,
    getSafeAreaBottom: 0,
    getSafeAreaLeft: 0,
    getSafeAreaRight: 0,
    ...flags('A', (name) => `${name}_isSupported`),
  }
}

/** A flag is true where the call is in the table. A list by hand would miss the calls of the next SDK. */
function flags(protocol: Protocol, flagOf: (name: string) => string): Record<string, boolean> {
  return Object.fromEntries([
    ...namesIn(protocol).map((name) => [flagOf(name), true]),
    ...Object.keys(unsupported[protocol]).map((name) => [flagOf(name), false]),
  ])
}

/** An id that is the same each time. */
function madeUpId(of: string): string {
  const hex = createHash('sha256').update(of).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
