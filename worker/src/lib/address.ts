/** Four bytes of an IPv4 address as URL writes it, or undefined. URL has already turned decimal, octal and hex forms into dots. */
function ipv4(text: string): number[] | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  const bytes = match?.slice(1).map(Number)
  return bytes?.every((byte) => byte < 256) ? bytes : undefined
}

/** Eight groups of an IPv6 address, or undefined. */
function ipv6(text: string): number[] | undefined {
  if (!/^[0-9a-f:.]+$/i.test(text) || !text.includes(':')) return undefined
  const tail = ipv4(text.slice(text.lastIndexOf(':') + 1))
  const hex = tail
    ? `${text.slice(0, text.lastIndexOf(':') + 1)}${((tail[0]! << 8) | tail[1]!).toString(16)}:${((tail[2]! << 8) | tail[3]!).toString(16)}`
    : text
  const [before = '', after] = hex.split('::')
  const head = groups(before)
  const end = after === undefined ? [] : groups(after)
  const gap = after === undefined ? 0 : 8 - head.length - end.length
  if (gap < 0) return undefined
  const all = [...head, ...Array<number>(gap).fill(0), ...end]
  return all.length === 8 && all.every((group) => group >= 0 && group <= 0xffff) ? all : undefined
}

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
}

/** Blocks that no provider on the internet has: `[first bytes, prefix length]`. */
const PRIVATE_V4: [number[], number][] = [
  [[0, 0, 0, 0], 8], // this network
  [[10, 0, 0, 0], 8],
  [[100, 64, 0, 0], 10], // carrier-grade NAT
  [[127, 0, 0, 0], 8],
  [[169, 254, 0, 0], 16], // link-local and cloud metadata
  [[172, 16, 0, 0], 12],
  [[192, 0, 0, 0], 24],
  [[192, 0, 2, 0], 24], // documentation
  [[192, 88, 99, 0], 24],
  [[192, 168, 0, 0], 16],
  [[198, 18, 0, 0], 15], // benchmarks
  [[198, 51, 100, 0], 24],
  [[203, 0, 113, 0], 24],
  [[224, 0, 0, 0], 3], // multicast, reserved, broadcast
]

/** An IP address, or undefined when the host is a name. Square brackets of a URL may be on it. */
export function isIpAddress(host: string): boolean {
  return ipv4(host) !== undefined || ipv6(unbracket(host)) !== undefined
}

/** Whether an IP address is private, loopback, link-local, multicast or reserved; also inside an IPv6 that carries an IPv4. */
export function isPrivateAddress(host: string): boolean {
  const four = ipv4(host)
  if (four) return isPrivateV4(four)
  const six = ipv6(unbracket(host))
  return six ? isPrivateV6(six) : false
}

function isPrivateV4(bytes: number[]): boolean {
  return PRIVATE_V4.some(([block, prefix]) => bits(bytes) >>> (32 - prefix) === bits(block) >>> (32 - prefix))
}

function bits(bytes: number[]): number {
  return ((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) >>> 0
}

function isPrivateV6(groups: number[]): boolean {
  const [first = 0, second = 0] = groups
  // Only 2000::/3 is given out on the internet; ::ffff:0:0/96, 64:ff9b::/96, fc00::/7, fe80::/10 and ff00::/8 lie outside of it.
  if (first >>> 13 !== 1) return true
  if (first === 0x2002) return isPrivateV4([second >> 8, second & 255, groups[2]! >> 8, groups[2]! & 255]) // 6to4
  const teredoOrDocs = first === 0x2001 && (second < 0x200 || second === 0xdb8)
  return teredoOrDocs || (first === 0x3fff && second < 0x1000)
}

function unbracket(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
}
