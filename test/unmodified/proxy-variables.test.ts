import { expect, test } from 'vitest'
import { upstreamProxy } from '../../cli/upstream-proxy.js'
import { exemptFromProxies, runVariable } from '../../redirect/proxy-variables.js'

const ours = 'http://127.0.0.1:5000'
const set = { HTTPS_PROXY: ours, https_proxy: ours, NO_PROXY: 'localhost', no_proxy: 'localhost' }
const nothing = { HTTPS_PROXY: null, https_proxy: null, NO_PROXY: null, no_proxy: null }
const bothHosts = 'apps-in-toss-api.toss.im,pay-apps-in-toss-api.toss.im'

test('without a proxy nothing is changed', () => {
  const environment = { PATH: '/bin', NO_PROXY: 'x' }
  expect(exemptFromProxies(environment).size).toBe(0)
  expect(environment).toEqual({ PATH: '/bin', NO_PROXY: 'x' })
})

test('what run set is taken out here, and goes to child processes', () => {
  const environment: Record<string, string> = { ...set, [runVariable]: JSON.stringify({ set, before: nothing }) }
  const handedOn = exemptFromProxies(environment)
  expect(Object.keys(environment)).toEqual([runVariable])
  expect(Object.fromEntries([...handedOn].map(([name, { toChildren }]) => [name, toChildren]))).toEqual(set)
})

test('a worker thread, which starts with what its parent has changed, hands the same on', () => {
  const environment = { [runVariable]: JSON.stringify({ set, before: nothing }) }
  const handedOn = exemptFromProxies(environment)
  expect(Object.fromEntries([...handedOn].map(([name, { toChildren }]) => [name, toChildren]))).toEqual(set)
})

test('a proxy that was there before run is there again, exempting the API', () => {
  const before = { ...nothing, https_proxy: 'http://company:3128', no_proxy: '.company' }
  const environment: Record<string, string> = { ...set, [runVariable]: JSON.stringify({ set, before }) }
  const handedOn = exemptFromProxies(environment)
  expect(environment).toMatchObject({ https_proxy: 'http://company:3128', no_proxy: `.company,${bothHosts}` })
  expect(environment).not.toHaveProperty('HTTPS_PROXY')
  expect(handedOn.get('no_proxy')).toEqual({ here: `.company,${bothHosts}`, toChildren: 'localhost' })
  expect(handedOn.get('https_proxy')).toEqual({ here: 'http://company:3128', toChildren: ours })
})

test('a proxy that was set after run is somebody’s own, and stays', () => {
  const environment: Record<string, string> = {
    ...set,
    HTTPS_PROXY: 'http://mine:1',
    [runVariable]: JSON.stringify({ set, before: nothing }),
  }
  const handedOn = exemptFromProxies(environment)
  expect(environment.HTTPS_PROXY).toBe('http://mine:1')
  expect(environment).not.toHaveProperty('https_proxy')
  expect(environment.NO_PROXY).toBe(bothHosts)
  expect(handedOn.get('NO_PROXY')).toEqual({ here: bothHosts, toChildren: 'localhost' })
})

test.each(['', '{', 'null', '{"set":1}', '[]'])('a damaged %j is as good as none', (text) => {
  const environment = { ...set, [runVariable]: text }
  exemptFromProxies(environment)
  expect(environment.HTTPS_PROXY).toBe(ours)
})

test('NO_PROXY=* needs no further names', () => {
  const environment = { HTTPS_PROXY: 'http://company:3128', NO_PROXY: '*' }
  exemptFromProxies(environment)
  expect(environment.NO_PROXY).toBe('*')
})

test.each([
  [{}, undefined],
  [{ HTTPS_PROXY: 'http://company:3128' }, { url: 'http://company:3128' }],
  [{ HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:2' }, { url: 'http://b:2' }],
  [
    { all_proxy: 'company:3128', no_proxy: '.x' },
    { url: 'http://company:3128', noProxy: '.x' },
  ],
  [{ ALL_PROXY: 'socks5://company:1080' }, undefined],
  [{ HTTPS_PROXY: 'http://127.0.0.1:8445' }, undefined],
  [{ HTTPS_PROXY: 'http://127.0.0.1:8446' }, { url: 'http://127.0.0.1:8446' }],
  [{ HTTPS_PROXY: 'http://[::1]:8445' }, undefined],
  [{ HTTPS_PROXY: '' }, undefined],
])('with %j, others are reached through %j', (environment, expected) => {
  expect(upstreamProxy(environment, 8445)).toEqual(expected)
})
