import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { slice } from '../slice.js'
import { startBackend, stockShop } from './backend.js'
import { type Browser, startBrowser } from './browser.js'
import { hasBrowser } from './installed.js'
import { buildPage, makeProject, type Project, type Sdk, sdks } from './project.js'
import { tellStory } from './story.js'
import { ways } from './ways.js'

/** The newest of each protocol. */
const newest: readonly Sdk[] = ['2.10.8', '3.x']

describe.runIf(hasBrowser)('the story of a mini-app', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await startBrowser()
  })
  afterAll(() => browser.close())

  describe.each(slice(sdks, (sdk) => newest.includes(sdk)))('SDK %s', (sdk) => {
    let project: Project
    beforeAll(async () => {
      project = makeProject(sdk)
      await buildPage(project)
    })
    afterAll(() => project.remove())

    test.each(Object.entries(ways))('through %s', async (_name, open) => {
      const backend = await startBackend()
      await stockShop(backend.mock)
      const miniApp = await open({ browser, mock: backend.mock, project })
      try {
        await tellStory(miniApp, backend, sdk)
        expect(miniApp.lines).toEqual([])
      } finally {
        await miniApp.close()
        await backend.close()
      }
    })
  })
})
