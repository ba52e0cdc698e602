import { useNavigate } from '@solidjs/router'
import { createResource, createSignal, For, Show } from 'solid-js'
import type { Role } from '#protocol/person.ts'
import type { Member, Project } from '#protocol/rest/projects.ts'
import { addMember, listMembers, removeMember } from '../../api/projects.ts'
import { Loaded } from '../../parts/loaded.tsx'
import { Section } from '../../parts/page.tsx'
import { createJob } from '../../state/job.ts'
import { forgetProject } from '../../state/projects.ts'
import { user } from '../../state/session.ts'
import { announce } from '../../ui/announcer.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { confirm } from '../../ui/confirm.ts'
import { FieldError } from '../../ui/field-error.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'

const roles = [
  { value: 'owner', label: 'Owner' },
  { value: 'editor', label: 'Editor' },
  { value: 'viewer', label: 'Viewer' },
]
const roleName = (role: Role) => roles.find((one) => one.value === role)!.label

export function Members(props: { project: Project }) {
  const [members, { refetch }] = createResource(() => listMembers(props.project.id))
  const refresh = async () => void (await refetch())
  return (
    <Section
      title="Members"
      intro="A viewer reads, an editor writes, an owner also manages people and may delete the project."
    >
      <Loaded resource={members} what="The members" onRetry={() => void refetch()}>
        {(all) => (
          <ul class="flex flex-col border-t border-line">
            <For each={all()}>
              {(member) => <MemberRow project={props.project} member={member} onChanged={refresh} />}
            </For>
          </ul>
        )}
      </Loaded>
      <Show when={props.project.role === 'owner'}>
        <AddMember project_id={props.project.id} onAdded={refresh} />
      </Show>
    </Section>
  )
}

function MemberRow(props: { project: Project; member: Member; onChanged: () => Promise<void> }) {
  const navigate = useNavigate()
  const isMe = () => props.member.user_id === user()?.id
  const isOwner = () => props.project.role === 'owner'
  const setRole = createJob(async (role: Role) => {
    try {
      await addMember(props.project.id, props.member.email, role)
    } finally {
      await props.onChanged()
    }
  })
  const remove = createJob(async () => {
    const { id, name } = props.project
    const sure = await confirm(
      isMe()
        ? { title: `Leave ${name}?`, text: 'An owner can add you again.', action: 'Leave project', keep: 'Stay' }
        : {
            title: `Remove ${props.member.username} from ${name}?`,
            text: 'What they wrote stays. They can be added again.',
            action: 'Remove',
            keep: 'Keep them',
          },
    )
    if (!sure) return
    await removeMember(id, props.member.user_id)
    if (!isMe()) return props.onChanged()
    forgetProject(id)
    navigate('/projects')
  })
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line py-2" data-testid="member-row">
      <Avatar name={props.member.username} mine={isMe()} />
      <div class="min-w-0 flex-1 basis-40">
        <p class="truncate text-ui">
          <span class="font-medium">{props.member.username}</span>
          <Show when={isMe()}>
            <span class="text-text-2">, you</span>
          </Show>
        </p>
        <p class="truncate text-small text-text-2">{props.member.email}</p>
        <FieldError text={setRole.error() || remove.error()} />
      </div>
      <Show when={isOwner()} fallback={<span class="text-ui text-text-2">{roleName(props.member.role)}</span>}>
        <Select
          hideLabel
          label={`Role of ${props.member.username}`}
          class="w-28"
          value={props.member.role}
          disabled={setRole.busy()}
          options={roles}
          onValue={(role) => void setRole.run(role as Role)}
        />
      </Show>
      <Show when={isOwner() || isMe()}>
        <Button
          kind="quiet"
          class="ms-auto"
          busy={remove.busy()}
          aria-label={isMe() ? undefined : `Remove ${props.member.username}`}
          onClick={() => void remove.run()}
        >
          {isMe() ? 'Leave' : 'Remove'}
        </Button>
      </Show>
    </li>
  )
}

function AddMember(props: { project_id: string; onAdded: () => Promise<void> }) {
  const [email, setEmail] = createSignal('')
  const [role, setRole] = createSignal<Role>('editor')
  const job = createJob(async () => {
    const member = await addMember(props.project_id, email().trim(), role())
    setEmail('')
    announce(`${member.username} added`)
    await props.onAdded()
  })
  return (
    <form
      novalidate
      class="flex flex-wrap items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void job.run()
      }}
    >
      <TextField
        class="min-w-0 flex-1 basis-56"
        label="Add by email"
        name="email"
        type="email"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        value={email()}
        onValue={setEmail}
        error={job.fields()['email'] ?? job.error()}
      />
      <Select class="w-28" label="Role" value={role()} options={roles} onValue={(value) => setRole(value as Role)} />
      <Button type="submit" class="mt-6 h-9" busy={job.busy()} disabled={!email().trim()}>
        Add
      </Button>
    </form>
  )
}
