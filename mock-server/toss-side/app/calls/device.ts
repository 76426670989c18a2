import { list, name, text, truth } from '../../../world/shape.js'
import type { AppWork } from '../app-work.js'
import { given } from '../arguments.js'
import { json } from '../protocol.js'
import { type CallRow, call, event } from '../row.js'

/** A call that is taken and changes nothing that the mock knows. */
const taken = (
  says: string,
  takes?: Parameters<typeof call>[0]['takes'],
  { known = 'run', ...spoken }: Partial<Pick<Parameters<typeof call>[0], 'known' | 'only' | 'A'>> = {},
): CallRow => call({ known, says, ...(takes && { takes }), ...spoken, async do() {} })

const enabled = given({ enabled: truth })
const permission = given({ name, access: text }, ['name'])

/** Whether the user lets the mini-app: allowed, unless the answers say otherwise. */
async function permissionOf(
  { decide }: AppWork,
  { name: what }: { readonly name: string },
): Promise<'allowed' | 'denied'> {
  const { decision } = await decide({ kind: 'permission', title: what, details: [], failures: [] })
  return decision === 'approve' ? 'allowed' : 'denied'
}

/** Seoul's city hall. */
const cityHall = {
  accessLocation: 'FINE',
  timestamp: 0,
  coords: { latitude: 37.5666, longitude: 126.9784, altitude: 0, accuracy: 10, altitudeAccuracy: 0, heading: 0 },
}
const locationAt = (now: number) => ({ ...cityHall, timestamp: now })

/** One grey point. */
const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNsaGj4DwAFhAKAhGjBWQAAAABJRU5ErkJggg=='

/** Where the phone is, told once; it does not move. */
const locationUpdates = (only: 'A' | 'B') =>
  event({
    only,
    known: only === 'A' ? 'run' : 'read',
    says: 'Seoul’s city hall, once; the phone does not move',
    takes: given({ accuracy: json, timeInterval: json, distanceInterval: json }),
    async do({ context, emit, listening }) {
      emit(locationAt(context.clock.now()))
      await ended(listening)
    },
  })

/** What the phone itself does: one plausible answer each, no more. */
export const deviceCalls = {
  getServerTime: call({
    known: 'run',
    says: 'the mock’s clock, in milliseconds',
    B: { value: (serverTime: number) => ({ serverTime }) },
    do: async ({ context }) => context.clock.now(),
  }),
  getPermission: call({
    known: 'run',
    says: 'allowed, or denied as the answers say',
    takes: permission,
    // Looking is not asking: no screen.
    async do({ phone: { settings } }) {
      return ['approve', 'ask'].includes(settings.answers.permission) ? 'allowed' : 'denied'
    },
  }),
  requestPermission: call({
    known: 'run',
    says: 'allowed, or denied as the answers say',
    takes: permission,
    do: permissionOf,
  }),
  openPermissionDialog: call({
    known: 'run',
    says: 'allowed, or denied as the answers say',
    takes: permission,
    do: permissionOf,
  }),
  setClipboardText: call({
    known: 'run',
    says: 'keeps the text, until the phone is reset',
    takes: given({ text }, ['text']),
    isPrivate: true,
    A: { args: ['text'] },
    async do({ phone }, given) {
      phone.clipboard = given.text
    },
  }),
  getClipboardText: call({
    known: 'run',
    says: 'the text that was set',
    do: async ({ phone }) => phone.clipboard,
  }),
  getNetworkStatus: call({ known: 'run', says: 'WIFI', do: async () => 'WIFI' }),
  getCurrentLocation: call({
    known: 'run',
    says: 'Seoul’s city hall',
    takes: given({ accuracy: json }),
    do: async ({ context }) => locationAt(context.clock.now()),
  }),
  updateLocationEvent: locationUpdates('A'),
  startUpdateLocation: locationUpdates('B'),
  openCamera: call({
    known: 'run',
    says: 'a picture of one point',
    takes: given({ base64: truth, maxWidth: json }),
    do: async (_work, { base64 = false }) => ({
      id: 'camera-1',
      dataUri: base64 ? picture : `data:image/png;base64,${picture}`,
    }),
  }),
  fetchAlbumPhotos: call({
    known: 'run',
    says: 'no photos',
    takes: given({ base64: truth, maxCount: json, maxWidth: json }),
    do: async () => [],
  }),
  fetchAlbumItems: call({
    known: 'run',
    says: 'nothing',
    takes: given({ types: list(text), maxCount: json, base64: truth }),
    do: async () => [],
  }),
  fetchContacts: call({
    known: 'run',
    says: 'no contacts',
    takes: given({ size: json, offset: json, query: json }),
    do: async () => ({ result: [], nextOffset: null, done: true }),
  }),
  openPDFViewer: call({
    known: 'run',
    says: 'closed at once',
    takes: given({ data: text, filename: text }),
    do: async () => 'CLOSE',
  }),
  getTossShareLink: call({
    known: 'run',
    says: 'a made-up link',
    takes: given({ url: text, ogImageUrl: text }, ['url']),
    A: { args: ['url', 'ogImageUrl'] },
    B: { value: (shareLink: string) => ({ shareLink }) },
    do: async ({ context }, { url }) =>
      `https://toss.im/_m/${encodeURIComponent(context.miniApp)}?path=${encodeURIComponent(url)}`,
  }),
  setSecureScreen: call({
    known: 'run',
    says: 'as asked',
    takes: enabled,
    do: async (_work, { enabled: is = false }) => ({ enabled: is }),
  }),
  setScreenAwakeMode: call({
    known: 'run',
    says: 'as asked',
    takes: enabled,
    do: async (_work, { enabled: is = false }) => ({ enabled: is }),
  }),
  closeView: taken('noted: the page stays'),
  openURL: taken('noted: nothing is opened', given({ url: text }, ['url']), { A: { args: ['url'] } }),
  share: taken('noted: nothing is shared', given({ message: text }, ['message'])),
  generateHapticFeedback: taken('noted: nothing shakes', given({ type: text })),
  setIosSwipeGestureEnabled: taken('noted', given({ isEnabled: truth })),
  setDeviceOrientation: taken('noted', given({ type: text })),
  saveBase64Data: taken('noted: no file is written', given({ data: text, fileName: text, mimeType: text })),
  eventLog: taken('noted', given({ log_name: text, log_type: text, params: json })),
  tossAdEventLog: taken('noted', given({ log_name: text, log_type: text, params: json }), { only: 'A', known: 'read' }),
  debugLog: taken('noted', given({}), { only: 'A', known: 'read' }),
  memoryDebugLog: taken('noted', given({}), { only: 'A', known: 'read' }),
  addAccessoryButton: taken('noted', given({ id: text, title: text, icon: json })),
  removeAccessoryButton: taken('noted'),
  requestReview: taken('noted: nobody is asked', undefined, { only: 'A' }),
  requestMiniAppReview: taken('noted: nobody is asked', undefined, { only: 'B' }),
}

/** Resolves when the page listens no more. */
export function ended(listening: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (listening.aborted) resolve()
    listening.addEventListener('abort', () => resolve(), { once: true })
  })
}
