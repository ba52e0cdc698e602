import { expect, test } from 'vitest'
import { newId } from '#protocol/ids.ts'
import type { Role } from '#protocol/person.ts'
import type { Project } from '#protocol/rest/projects.ts'
import { codeOf, person, type Client } from '../../test/client.ts'

const add = (owner: Client, project: Project, who: Client, role: Role) =>
  owner.post(`/projects/${project.id}/members`, { email: who.user.email, role })

test('make, read, change, list, delete', async () => {
  const ada = await person()
  const made = await ada.post('/projects', { name: ' Engine ', description: 'of numbers' })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ name: 'Engine', description: 'of numbers', role: 'owner', thread_count: 0 })
  const changed = await ada.patch(`/projects/${made.body.id}`, { archived: true })
  expect(changed.body).toMatchObject({ name: 'Engine', archived: true })
  expect((await ada.get('/projects')).body.items).toEqual([])
  expect((await ada.get('/projects?include_archived=true')).body.items).toEqual([changed.body])
  expect((await ada.delete(`/projects/${made.body.id}`)).status).toBe(204)
  expect(codeOf(await ada.get(`/projects/${made.body.id}`))).toBe('404 not_found')
  expect((await ada.get('/projects?include_archived=1')).body.items).toEqual([])
})

test('a project without tools says whether somebody chose that', async () => {
  const ada = await person()
  const project = await ada.project()
  const shown = async (id = project.id) => (await ada.get(`/projects/${id}`)).body
  expect(await shown()).toMatchObject({ tools: [], tools_chosen: false })
  await ada.patch(`/projects/${project.id}`, { name: 'Renamed' })
  expect(await shown()).toMatchObject({ tools: [], tools_chosen: false })
  await ada.put(`/projects/${project.id}`, { tools: [] })
  expect(await shown()).toMatchObject({ tools: [], tools_chosen: true })
  expect((await ada.post(`/projects/${project.id}/duplicate`)).body).toMatchObject({ tools_chosen: true })
  await ada.put(`/projects/${project.id}`, { tools: ['calculate'] })
  expect(await shown()).toMatchObject({ tools: ['calculate'], tools_chosen: true })
})

test('a copy has the project’s words and none of its threads, and belongs to who made it', async () => {
  const [ada, bob] = [await person(), await person('Bob')]
  const project = (await ada.post('/projects', { name: 'x'.repeat(100), instructions: 'Be brief.' })).body
  await ada.thread(project.id)
  await add(ada, project, bob, 'viewer')
  const copy = (await bob.post(`/projects/${project.id}/duplicate`)).body
  expect(copy).toMatchObject({ instructions: 'Be brief.', role: 'owner', thread_count: 0 })
  expect(codeOf(await ada.get(`/projects/${copy.id}`))).toBe('404 not_found')
})

test('roles: a viewer reads, an editor writes, an owner manages; too low is 403, a stranger gets 404', async () => {
  const [ada, bob, eve] = [await person(), await person('Bob'), await person('Eve')]
  const project = await ada.project()
  const path = `/projects/${project.id}`
  expect((await add(ada, project, bob, 'viewer')).status).toBe(201)
  expect((await bob.get(path)).body.role).toBe('viewer')
  expect(codeOf(await bob.patch(path, { name: 'Mine' }))).toBe('403 forbidden')
  expect(codeOf(await bob.post('/threads', { project_id: project.id }))).toBe('403 forbidden')
  expect((await add(ada, project, bob, 'editor')).status).toBe(200)
  expect((await bob.patch(path, { name: 'Ours' })).body).toMatchObject({ name: 'Ours', role: 'editor' })
  expect(codeOf(await add(bob, project, eve, 'viewer'))).toBe('403 forbidden')
  expect(codeOf(await bob.delete(path))).toBe('403 forbidden')
  expect(codeOf(await eve.patch(path, 'not even JSON'))).toBe('404 not_found')
  expect(codeOf(await add(eve, project, eve, 'owner'))).toBe('404 not_found')
  expect(codeOf(await ada.post(`${path}/members`, { email: 'nobody@example.org', role: 'viewer' }))).toBe(
    '422 unprocessable',
  )
  const names = (await bob.get(`${path}/members`)).body.items.map((each: { username: string }) => each.username)
  expect(names).toEqual(['Ada', 'Bob'])
})

test('the last owner can neither leave nor be made less, also when two leave at once', async () => {
  const [ada, bob] = [await person(), await person('Bob')]
  const project = await ada.project()
  const leave = (who: Client) => who.delete(`/projects/${project.id}/members/${who.user.id}`)
  expect(codeOf(await leave(ada))).toBe('409 conflict')
  expect(codeOf(await add(ada, project, ada, 'editor'))).toBe('409 conflict')
  await add(ada, project, bob, 'owner')
  const both = await Promise.all([leave(ada), leave(bob)])
  expect(both.map((each) => each.status).sort()).toEqual([204, 409])
})

test('somebody may leave, and is then a stranger', async () => {
  const [ada, bob] = [await person(), await person('Bob')]
  const project = await ada.project()
  await add(ada, project, bob, 'viewer')
  expect(codeOf(await bob.delete(`/projects/${project.id}/members/${ada.user.id}`))).toBe('403 forbidden')
  expect((await bob.delete(`/projects/${project.id}/members/${bob.user.id}`)).status).toBe(204)
  expect(codeOf(await bob.get(`/projects/${project.id}`))).toBe('404 not_found')
  expect(codeOf(await ada.delete(`/projects/${project.id}/members/${newId()}`))).toBe('404 not_found')
})

test('pages of projects neither skip nor repeat while projects arrive', async () => {
  const ada = await person()
  const made: string[] = []
  for (let at = 0; at < 7; at++) made.push((await ada.project(`p${at}`)).id)
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { body: { items: Project[]; next_cursor: string | null } } = await ada.get(
      `/projects?limit=2${cursor && `&cursor=${cursor}`}`,
    )
    seen.push(...page.body.items.map((project) => project.id))
    cursor = page.body.next_cursor
    await ada.project('late')
  }
  expect(seen).toEqual(made.toReversed())
  expect(codeOf(await ada.get('/projects?cursor=nonsense'))).toBe('400 invalid_request')
})
