import { createResource, For, Show } from 'solid-js'
import type { Project } from '#protocol/rest/projects.ts'
import { listProjectBudgets, setProjectBudgets } from '../../api/budgets.ts'
import { BudgetForm } from '../../parts/budgets/budget-form.tsx'
import { BudgetMeter } from '../../parts/budgets/budget-meter.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Section } from '../../parts/page.tsx'
import { toast } from '../../ui/toast.ts'

/** What the project may take a day and a month. Members see it, owners set it. */
export function ProjectBudgets(props: { project: Project }) {
  const [budgets, { refetch, mutate }] = createResource(() => listProjectBudgets(props.project.id))
  const isOwner = () => props.project.role === 'owner'
  return (
    <Section
      title="Budgets"
      intro="For everyone in the project together. An answer that would pass one waits and asks first. Days and months are UTC."
    >
      <Loaded resource={budgets} what="The budgets" onRetry={() => void refetch()}>
        {(known) => (
          <>
            <Show when={known().length > 0 || !isOwner()}>
              <div class="flex max-w-96 flex-col gap-3">
                <For
                  each={known()}
                  fallback={<p class="text-ui text-text-2">No budget. An owner of the project can set one.</p>}
                >
                  {(budget) => <BudgetMeter budget={budget} />}
                </For>
              </div>
            </Show>
            <Show when={isOwner()}>
              <BudgetForm
                budgets={known()}
                onSave={async (limits) => {
                  mutate(await setProjectBudgets(props.project.id, limits))
                  toast('Saved')
                }}
              />
            </Show>
          </>
        )}
      </Loaded>
    </Section>
  )
}
