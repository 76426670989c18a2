import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CodedError } from '../../errors/index.js'
import { redirectedHosts } from '../../redirect/production-hosts.js'

/** What somebody has to know who maps the API's names to this machine. */
export interface HostsAdvice {
  /** The hosts file of this machine. */
  readonly file: string
  /** The lines that it has to hold. */
  readonly lines: readonly string[]
  /** Whether both names are mapped in it already. */
  readonly isMapped: boolean
  /** What makes a compose service of this machine reach the mock, as YAML. */
  readonly compose: readonly string[]
  /** What leads port 443 here, where the mock listens on another one; empty on 443. */
  readonly portRedirect: readonly string[]
}

type Platform = NodeJS.Platform

/** The lines that lead both names to `address`; one each, since an old Windows reads only so many names of a line. */
export function hostsLines(address = '127.0.0.1'): string[] {
  return redirectedHosts.map((name) => `${address} ${name}`)
}

/** Where the hosts file is. */
export function hostsFile(platform: Platform = process.platform, environment = process.env): string {
  return platform === 'win32'
    ? join(environment.SystemRoot ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts')
    : '/etc/hosts'
}

/** Whether every name of the API is mapped to an address of this machine. */
export function isMapped(content: string): boolean {
  const mapped = new Set<string>()
  for (const line of content.split(/\r?\n/)) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    if (/^(127\.|::1$)/.test(address)) for (const name of names) mapped.add(name.toLowerCase())
  }
  return redirectedHosts.every((name) => mapped.has(name))
}

/** What to tell for a mock that listens on `port`. */
export function hostsAdvice(port: number, platform: Platform = process.platform): HostsAdvice {
  const file = hostsFile(platform)
  return {
    file,
    lines: hostsLines(),
    isMapped: isMapped(readIfThere(file)),
    compose: ['extra_hosts:', ...redirectedHosts.map((name) => `  - "${name}:host-gateway"`)],
    portRedirect: port === 443 ? [] : portRedirect(port, platform),
  }
}

/** Why port 443 could not be had, with what to do on this platform. */
export function refusedPort(cause: unknown, port: number, platform: Platform = process.platform): CodedError {
  const ways: Partial<Record<Platform, string>> = {
    linux:
      'Let ordinary programs use it (sudo sysctl net.ipv4.ip_unprivileged_port_start=443; until the next boot), or only ' +
      `this Node (sudo setcap cap_net_bind_service=+ep ${JSON.stringify(process.execPath)}), or start with ` +
      `authbind --deep or sudo. Without any of it: ${other(8443, platform)}`,
    darwin: `Start with sudo, or without: ${other(8443, platform)}`,
  }
  const fix = ways[platform] ?? `Start as administrator, or without: ${other(8443, platform)}`
  return new CodedError('ERR_LISTEN', `port ${port} may not be used without more rights`, { cause, fix })
}

function other(port: number, platform: Platform): string {
  return `--hosts --port ${port}, with port 443 led there: ${portRedirect(port, platform).join(' ')}`
}

function portRedirect(port: number, platform: Platform): string[] {
  if (platform === 'darwin') {
    return [
      `echo "rdr pass on lo0 inet proto tcp from any to 127.0.0.1 port 443 -> 127.0.0.1 port ${port}" | sudo pfctl -ef -`,
    ]
  }
  if (platform === 'win32') {
    return [
      'netsh interface portproxy add v4tov4 listenaddress=127.0.0.1 listenport=443 ' +
        `connectaddress=127.0.0.1 connectport=${port}`,
    ]
  }
  return [`sudo iptables -t nat -A OUTPUT -p tcp -d 127.0.0.1 --dport 443 -j REDIRECT --to-ports ${port}`]
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
