import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { settings, variableOf } from '../../cli/settings/settings.js'

// `scripts/check-image.sh` builds and runs them; this is what can be seen without.
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const dockerfile = read('Dockerfile')
const { services } = parse(read('compose.yaml'))
const variables = settings.map(variableOf)

test('the image runs as nobody in particular, on any base, and is asked for its health', () => {
  expect(dockerfile).toMatch(/^ARG BASE=/m)
  expect(dockerfile.match(/^FROM .*/gm)?.every((line) => line.startsWith(`FROM \${BASE}`))).toBe(true)
  expect(dockerfile.match(/^USER .*/gm)).toEqual(['USER 10001:10001'])
  expect(dockerfile).toMatch(/^HEALTHCHECK .* CMD \["apps-in-toss-mock", "status"\]$/m)
  expect(dockerfile).toMatch(/^ENTRYPOINT \["apps-in-toss-mock"\]$/m)
})

test('compose.yaml publishes ports on this machine only', () => {
  const ports = Object.values<{ ports: string[] }>(services).flatMap((service) => service.ports)
  expect(ports.length).toBeGreaterThan(0)
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/)
})

test('the settings that both set are settings', () => {
  const named = [...`${dockerfile}${read('compose.yaml')}`.matchAll(/\bAPPS_IN_TOSS_MOCK_\w+/g)].map(([name]) => name)
  expect(named.length).toBeGreaterThan(3)
  expect(named.filter((name) => !variables.includes(name))).toEqual([])
})
