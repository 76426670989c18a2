import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { settings, statePasswordVariable, variableOf } from '../../cli/settings/settings.js'

// `scripts/check-image.sh` builds and runs them; this is what can be seen without.
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const dockerfile = read('Dockerfile')

interface Service {
  readonly build?: string | { readonly context: string; readonly args: Readonly<Record<string, string>> }
  readonly environment?: Readonly<Record<string, string>>
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
}

interface Composition {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}

const variables = settings.map(variableOf)

test('the image runs as nobody in particular, on any base, and is asked for its health', () => {
  expect(dockerfile).toMatch(/^ARG BASE=/m)
  expect(dockerfile.match(/^FROM .*/gm)?.every((line) => line.startsWith(`FROM \${BASE}`))).toBe(true)
  expect(dockerfile.match(/^USER .*/gm)).toEqual(['USER 10001:10001'])
  expect(dockerfile).toMatch(/^HEALTHCHECK .* CMD \["apps-in-toss-mock", "status"\]$/m)
  expect(dockerfile).toMatch(/^ENTRYPOINT \["apps-in-toss-mock"\]$/m)
})

describe.each(['compose.yaml', 'examples/shared-world/compose.yaml'])('%s', (path) => {
  const { services, volumes: named } = parse(read(path), { merge: true }) as Composition
  const all = Object.values(services)
  const from = (relative: string) => posix.join(posix.dirname(path), relative)
  const ofImage = all.filter(({ build }) => build !== undefined)

  test('publishes ports on this machine only, and of the image those that it listens on', () => {
    const ports = all.flatMap((service) => service.ports ?? [])
    expect(ports.length).toBeGreaterThan(0)
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/)
    const exposed = /^EXPOSE (.*)$/m.exec(dockerfile)?.[1]?.split(' ') ?? []
    for (const { ports: published = [], environment } of ofImage) {
      const listening = [...exposed, environment?.APPS_IN_TOSS_MOCK_PORT]
      expect(listening).toEqual(expect.arrayContaining(published.map((port) => port.split(':').at(-1))))
    }
  })

  test('builds the image from the folder of the Dockerfile, with arguments that it has', () => {
    expect(ofImage.length).toBeGreaterThan(0)
    for (const { build } of ofImage) {
      const { context = '', args = {} } = typeof build === 'string' ? { context: build } : { ...build }
      expect(from(`${context}/Dockerfile`)).toBe('Dockerfile')
      for (const name of Object.keys(args)) expect(dockerfile).toMatch(new RegExp(`^ARG ${name}=`, 'm'))
    }
  })

  test('mounts what is there', () => {
    const sources = all.flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0] as string))
    const lost = sources.filter((source) =>
      source.startsWith('.') ? !existsSync(new URL(`../../${from(source)}`, import.meta.url)) : !(source in named),
    )
    expect(lost).toEqual([])
  })

  test('sets what are settings, as the Dockerfile does', () => {
    const set = [...`${dockerfile}${read(path)}`.matchAll(/\bAPPS_IN_TOSS_MOCK_\w+/g)].map(([name]) => name)
    expect(set.length).toBeGreaterThan(3)
    expect(set.filter((name) => ![...variables, statePasswordVariable].includes(name))).toEqual([])
  })
})
