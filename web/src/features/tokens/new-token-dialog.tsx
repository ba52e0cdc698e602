import { createSignal, For, Show } from 'solid-js'
import type { BudgetPeriod } from '#protocol/budget.ts'
import { TOKEN_NAME_MAX } from '#protocol/limits.ts'
import type { TokenScope } from '#protocol/rest/tokens.ts'
import { createToken, type MadeToken } from '../../api/tokens.ts'
import { readDollars, readTokens } from '../../parts/budgets/budgets.ts'
import { createForm, Form } from '../../parts/form.tsx'
import { activeProjects } from '../../state/projects.ts'
import { user } from '../../state/session.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldError } from '../../ui/field-error.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Toggle } from '../../ui/toggle.tsx'
import { expiries, expiryOf, isReady } from './expiry.ts'
import { scopes } from './scopes.ts'

const budgetPeriods = [
  { value: 'total', label: 'In all' },
  { value: 'month', label: 'A month' },
  { value: 'day', label: 'A day' },
]

/** What is typed about a token that isn't made yet. */
function createTokenForm(onMade: (token: MadeToken) => void) {
  const [name, setName] = createSignal('')
  const [chosen, setChosen] = createSignal<TokenScope[]>(['v1'])
  const [project, setProject] = createSignal('')
  const [expiry, setExpiry] = createSignal('90')
  const [date, setDate] = createSignal('')
  const [dollars, setDollars] = createSignal('')
  const [tokens, setTokens] = createSignal('')
  const [period, setPeriod] = createSignal('total')
  const form = createForm(async () =>
    onMade(
      await createToken({
        name: name().trim(),
        scopes: chosen(),
        project_id: project() || null,
        expires_at: expiryOf(expiry(), date(), Date.now()),
        budget_usd: readDollars(dollars()) ?? null,
        budget_tokens: readTokens(tokens()) ?? null,
        budget_period: period() as BudgetPeriod,
      }),
    ),
  )
  const toggle = (scope: TokenScope, on: boolean) =>
    setChosen((all) => (on ? [...all, scope] : all.filter((one) => one !== scope)))
  const sums = () => readDollars(dollars()) !== undefined && readTokens(tokens()) !== undefined
  const canMake = () => name().trim() && chosen().length > 0 && isReady(expiry(), date(), Date.now()) && sums()
  const hasBudget = () => dollars().trim() !== '' || tokens().trim() !== ''
  const values = { name, setName, chosen, toggle, project, setProject, expiry, setExpiry, date, setDate }
  return { ...values, dollars, setDollars, tokens, setTokens, period, setPeriod, form, canMake, hasBudget }
}
type TokenForm = ReturnType<typeof createTokenForm>

export function NewTokenDialog(props: { onMade: (token: MadeToken) => void; onClose: () => void }) {
  const token = createTokenForm((made) => props.onMade(made))
  const { form } = token
  return (
    <Dialog
      open
      onClose={props.onClose}
      title="New access token"
      description="For another program: it acts as you, within what you allow here."
    >
      <Form
        form={form}
        autocomplete="off"
        align="end"
        actions={
          <>
            <Button kind="quiet" onClick={props.onClose}>
              Cancel
            </Button>
            <Button kind="filled" type="submit" busy={form.busy()} disabled={!token.canMake()}>
              Make token
            </Button>
          </>
        }
      >
        <TextField
          label="Name"
          autofocus
          autocomplete="off"
          maxlength={TOKEN_NAME_MAX}
          placeholder="What will use it"
          {...form.field('name', token.name, token.setName)}
        />
        <Scopes token={token} />
        <Select
          label="Project"
          hint={token.project() ? 'It opens nothing else, and its usage counts for this project.' : undefined}
          options={[
            { value: '', label: 'All of mine' },
            ...activeProjects().map((one) => ({ value: one.id, label: one.name })),
          ]}
          {...form.field('project_id', token.project, token.setProject)}
        />
        <Expiry token={token} />
        <Budget token={token} />
      </Form>
    </Dialog>
  )
}

function Scopes(props: { token: TokenForm }) {
  return (
    <fieldset class="flex flex-col gap-2.5">
      <legend class="mb-2 text-small font-medium">It may</legend>
      <For each={scopes.filter((scope) => !scope.adminOnly || user()?.is_admin)}>
        {(scope) => (
          <Toggle
            label={scope.label}
            hint={scope.hint}
            checked={props.token.chosen().includes(scope.value)}
            onChange={(on) => props.token.toggle(scope.value, on)}
          />
        )}
      </For>
      <FieldError text={props.token.form.errorOf('scopes')} />
    </fieldset>
  )
}

function Expiry(props: { token: TokenForm }) {
  const { form, expiry, setExpiry, date, setDate } = props.token
  return (
    <div class="grid grid-cols-2 gap-3">
      <Select
        label="Expires"
        value={expiry()}
        onValue={setExpiry}
        options={expiries}
        error={form.errorOf('expires_at')}
      />
      <Show when={expiry() === 'date'}>
        <TextField
          label="Day"
          name="expires_on"
          type="date"
          min={new Date(Date.now()).toISOString().slice(0, 10)}
          value={date()}
          onValue={setDate}
        />
      </Show>
    </div>
  )
}

function Budget(props: { token: TokenForm }) {
  const { form, dollars, setDollars, tokens, setTokens, period, setPeriod } = props.token
  const unread = (value: unknown, words: string) => (value === undefined ? words : undefined)
  return (
    <fieldset class="flex flex-col gap-1.5">
      <legend class="sr-text">Budget</legend>
      <div class="grid grid-cols-3 gap-3 max-tablet:grid-cols-2">
        <TextField
          label="Budget, dollars"
          name="budget_usd"
          inputmode="decimal"
          placeholder="No limit"
          value={dollars()}
          onValue={setDollars}
          error={unread(readDollars(dollars()), 'A sum like 12.50.') ?? form.errorOf('budget_usd')}
        />
        <TextField
          label="Budget, tokens"
          name="budget_tokens"
          placeholder="No limit"
          value={tokens()}
          onValue={setTokens}
          error={unread(readTokens(tokens()), 'A count like 500k.') ?? form.errorOf('budget_tokens')}
        />
        <Show when={props.token.hasBudget()}>
          <Select label="For" options={budgetPeriods} {...form.field('budget_period', period, setPeriod)} />
        </Show>
      </div>
    </fieldset>
  )
}
