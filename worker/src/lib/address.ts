import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** Whether this is an IP address and not a name. Square brackets of a URL may be on it. */
export function isIpAddress(host: string): boolean {
  return parse(host) !== undefined
}

/** Whether an IP address is private, loopback, link-local, multicast or reserved; also inside an IPv6 that carries an IPv4. */
export function isPrivateAddress(host: string): boolean {
  const address = parse(host)
  return address !== undefined && isPrivate(address)
}

function isPrivate(address: Address): boolean {
  const range = address.range()
  if (!isSix(address)) return range !== 'unicast'
  const [first, second, third] = address.parts as [number, number, number]
  if (range === '6to4') return isPrivate(new ipaddr.IPv4([second >> 8, second & 255, third >> 8, third & 255]))
  // Only 2000::/3 is given out on the internet, whatever the list of ranges doesn't name yet.
  return range !== 'unicast' || first >>> 13 !== 1
}

/** An IPv4 only as URL writes it: decimal, octal, hex and short forms have become four parts there. */
function parse(host: string): Address | undefined {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare)
  return ipaddr.IPv6.isValid(bare) ? ipaddr.IPv6.parse(bare) : undefined
}

function isSix(address: Address): address is ipaddr.IPv6 {
  return address.kind() === 'ipv6'
}
