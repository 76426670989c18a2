/** A world with so many users, as `exportWorld` would give it. `startMockServer`: of the build that is to read it. */
export async function worldOfUsers(startMockServer, users) {
  const seed = { miniApps: { 'my-mini-app': { users: [{}] } } }
  const mock = await startMockServer({ logLevel: 'silent', world: seed })
  const world = JSON.parse(JSON.stringify(await mock.exportWorld()))
  await mock.close()
  const { entities } = world.snapshot.miniApps['my-mini-app']
  const [{ entity }] = entities.user
  entities.user = Array.from({ length: users }, (_, index) => {
    const userKey = 100_000_000 + index
    return { id: String(userKey), entity: { ...entity, userKey, anonKey: `anon-${userKey}` } }
  })
  return world
}
