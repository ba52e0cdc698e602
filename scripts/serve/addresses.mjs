import net from 'node:net'
import os from 'node:os'
import { fail } from '../lib/fail.mjs'

/** Where to listen: what was asked for, else loopback of both families where the machine has both. */
export function addresses(host) {
  if (host === 'localhost' || host === undefined) return hasLoopback6() ? ['127.0.0.1', '::1'] : ['127.0.0.1']
  return [host]
}

function hasLoopback6() {
  return Object.values(os.networkInterfaces())
    .flat()
    .some((one) => one?.address === '::1')
}

/** Ends in one line when somebody else listens there. Answers the port, a free one for 0. */
export async function claimPort(listen, port) {
  let chosen = port
  for (const host of listen) chosen = await tryPort(host, chosen)
  return chosen
}

function tryPort(host, port) {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', (error) => {
      if (error.code === 'EADDRINUSE') fail(`port ${port} is in use on ${host}; choose another with --port`)
      if (error.code === 'EACCES')
        fail(`port ${port} needs rights that you don't have; choose one above 1023 with --port`)
      fail(`cannot listen on ${host}: ${error.code}`)
    })
    server.listen({ host, port, exclusive: true }, () => {
      const { port: bound } = server.address()
      server.close(() => resolve(bound))
    })
  })
}
