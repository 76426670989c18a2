// Preloaded in tests: whatever would leave this machine fails instead, and says so.
import dns from 'node:dns'

const lookup = dns.lookup
dns.lookup = (name, options, callback = options) => {
  if (name === 'localhost' || /^127\.|^::1$/.test(name)) return lookup(name, options, callback)
  process.nextTick(callback, Object.assign(new Error(`not in a test: ${name}`), { code: 'ETESTNETWORK' }))
}
