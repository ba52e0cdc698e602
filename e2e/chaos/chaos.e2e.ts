// The short form; the long one is `npm run test:chaos -- --cuts 1000 --kills 100`, and again with `--steps`.
import fs from 'node:fs'
import { expect, inject, test } from 'vitest'
import type {} from '../harness/global-setup.ts'
import { startServer } from '../harness/start-server.ts'
import { startProvider } from '../provider/server.ts'
import { runCuts } from './cuts.ts'
import { chaosVars, runKills } from './kills.ts'
import { preparePerson } from './prepare.ts'
import { runStepsKills } from './steps-kills.ts'

test('sockets cut at random while answers stream: nothing lost, nothing doubled', async () => {
  const person = await preparePerson(inject('serverUrl'), inject('providerUrl'))
  const { cuts, ...result } = await runCuts({ ...person, cuts: 60, threads: 4 })
  expect(cuts).toBeGreaterThanOrEqual(60)
  expect(result).toMatchObject({ lost: 0, doubled: 0, faults: [] })
})

test('the server killed in the middle of turns: what was acknowledged is there, every turn ends, nothing is billed twice', async () => {
  const server = await startServer({ vars: chaosVars })
  const person = await preparePerson(server.url, inject('providerUrl'))
  const { result, server: last } = await runKills({ ...person, server, kills: 2 })
  await last.stop()
  fs.rmSync(last.state, { recursive: true, force: true })
  expect(result).toMatchObject({
    acknowledged_lost: 0,
    finished_lost: 0,
    unfinished_lost: 0,
    doubled: 0,
    turns_without_end: 0,
    ended_only_when_asked: 0,
    usage_rows_wrong: 0,
    faults: [],
  })
}, 180_000)

test('the server killed within and between the steps of turns: each goes on or ends named, nothing is there or billed twice', async () => {
  const [server, provider] = await Promise.all([startServer({ vars: chaosVars }), startProvider()])
  const person = await preparePerson(server.url, provider.url)
  const { result, server: last } = await runStepsKills({ ...person, server, provider, kills: 2 })
  await Promise.all([last.stop(), provider.close()])
  fs.rmSync(last.state, { recursive: true, force: true })
  expect(result.turns).toBeGreaterThanOrEqual(8)
  expect(result).toMatchObject({ acknowledged_lost: 0, turns_without_end: 0, ended_only_when_asked: 0, faults: [] })
}, 180_000)
