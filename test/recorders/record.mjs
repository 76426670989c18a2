// node record.mjs TOOL: makes the requests that it reads from its standard input, with a client that the tool records, and
// prints the tool's HAR.
import { createRequire } from 'node:module'

const load = createRequire(import.meta.url)
/** Nothing that a browser fetches by itself, so that a machine without a network does not keep it waiting. */
const launch = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

/** In a page of the same origin, as a web page calls. */
const inPage = async (requests) => {
  for (const { method, path, headers, body } of requests) {
    const answer = await fetch(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
    await answer.text()
  }
}

const recorders = {
  async 'axios-har-tracker'(origin, requests) {
    const axios = load('axios').create({ validateStatus: () => true })
    const { AxiosHarTracker } = load('axios-har-tracker')
    const tracker = new AxiosHarTracker(axios)
    for (const { method, path, headers, body } of requests) {
      await axios.request({ method, url: origin + path, headers, data: body })
    }
    return tracker.getGeneratedHar()
  },

  async 'node-fetch-har'(origin, requests) {
    const { withHar, createHarLog } = load('node-fetch-har')
    const entries = []
    const fetch = withHar(load('node-fetch'), { onHarEntry: (entry) => entries.push(entry) })
    for (const { method, path, headers, body } of requests) {
      await (await fetch(origin + path, { method, headers, body: body && JSON.stringify(body) })).text()
    }
    return createHarLog(entries)
  },

  async 'request-capture-har'(origin, requests) {
    const Capture = load('request-capture-har')
    const { mkdtempSync, readFileSync, rmSync } = await import('node:fs')
    const { join } = await import('node:path')
    const { tmpdir } = await import('node:os')
    const capture = new Capture(load('request'))
    for (const { method, path, headers, body } of requests) {
      await new Promise((resolve, reject) => {
        const callback = (error) => (error ? reject(error) : resolve())
        const text = body === undefined ? {} : { body: JSON.stringify(body) }
        capture.request({ method, url: origin + path, headers, gzip: true, ...text, callback })
      })
    }
    const folder = mkdtempSync(join(tmpdir(), 'recorder-'))
    try {
      capture.saveHar(join(folder, 'all.har'))
      return JSON.parse(readFileSync(join(folder, 'all.har'), 'utf8'))
    } finally {
      rmSync(folder, { recursive: true })
    }
  },

  async pollyjs(origin, requests) {
    const { Polly } = load('@pollyjs/core')
    const http = load('@pollyjs/adapter-node-http')
    const Persister = load('@pollyjs/persister')
    let saved
    class InMemory extends Persister {
      static get id() {
        return 'in-memory'
      }
      onFindRecording() {
        return null
      }
      onSaveRecording(_, data) {
        saved = data
      }
      onDeleteRecording() {}
    }
    const polly = new Polly('story', {
      adapters: [http],
      persister: InMemory,
      mode: 'record',
      logLevel: 'silent',
      recordFailedRequests: true,
    })
    const { request } = load('node:http')
    for (const { method, path, headers, body } of requests) {
      await new Promise((resolve, reject) => {
        const sent = request(origin + path, { method, headers: { ...headers, 'accept-encoding': 'gzip' } }, (answer) =>
          answer.resume().once('end', resolve),
        )
        sent.once('error', reject)
        sent.end(body && JSON.stringify(body))
      })
    }
    await polly.stop()
    return saved
  },

  async playwright(origin, requests) {
    const { mkdtempSync, readFileSync, rmSync } = await import('node:fs')
    const { join } = await import('node:path')
    const { tmpdir } = await import('node:os')
    const folder = mkdtempSync(join(tmpdir(), 'recorder-'))
    const browser = await load('playwright-core').chromium.launch(launch)
    try {
      const path = join(folder, 'all.har')
      const context = await browser.newContext({ recordHar: { path } })
      const page = await context.newPage()
      await page.goto(`${origin}/page`)
      await page.evaluate(inPage, requests)
      await context.close()
      return JSON.parse(readFileSync(path, 'utf8'))
    } finally {
      await browser.close()
      rmSync(folder, { recursive: true })
    }
  },

  async 'chrome-har'(origin, requests) {
    const { harFromMessages } = await import('chrome-har')
    const browser = await load('playwright-core').chromium.launch(launch)
    try {
      const page = await browser.newPage()
      const session = await page.context().newCDPSession(page)
      const messages = []
      const bodies = []
      for (const name of [
        'Page.frameStartedLoading',
        'Page.domContentEventFired',
        'Page.loadEventFired',
        'Page.frameAttached',
        'Page.frameScheduledNavigation',
        'Network.requestWillBeSent',
        'Network.requestWillBeSentExtraInfo',
        'Network.requestServedFromCache',
        'Network.dataReceived',
        'Network.responseReceived',
        'Network.responseReceivedExtraInfo',
        'Network.loadingFinished',
        'Network.loadingFailed',
      ]) {
        session.on(name, (params) => {
          messages.push({ method: name, params })
          if (name !== 'Network.loadingFinished') return
          bodies.push(
            session.send('Network.getResponseBody', { requestId: params.requestId }).then(
              ({ body, base64Encoded }) => {
                const message = messages.find(
                  (each) => each.method === 'Network.responseReceived' && each.params.requestId === params.requestId,
                )
                if (message)
                  Object.assign(message.params.response, { body, encoding: base64Encoded ? 'base64' : undefined })
              },
              () => {},
            ),
          )
        })
      }
      await session.send('Network.enable')
      await session.send('Page.enable')
      await page.goto(`${origin}/page`)
      await page.evaluate(inPage, requests)
      await Promise.all(bodies)
      return harFromMessages(messages, { includeTextFromResponseBody: true })
    } finally {
      await browser.close()
    }
  },
}

let input = ''
for await (const chunk of process.stdin) input += chunk
const { origin, requests } = JSON.parse(input)
const tool = process.argv[2]
const har = await recorders[tool](origin, requests)
process.stdout.write(`${JSON.stringify(har)}\n`, () => process.exit(0))
