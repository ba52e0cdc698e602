import Download from 'lucide-solid/icons/download'
import { usageCsv } from '../../api/usage.ts'
import { createJob } from '../../state/job.ts'
import { Button } from '../../ui/button.tsx'
import { FieldError } from '../../ui/field-error.tsx'
import type { Period } from './period.ts'

/** The period's rows, each day and model, as a file for a spreadsheet. */
export function CsvButton(props: { period: Period }) {
  const job = createJob(async () => {
    const { from, to } = props.period
    save(await usageCsv({ from, to, group_by: 'day', split_by: 'model' }), `edgewise-usage-${from}-to-${to}.csv`)
  })
  return (
    <>
      <Button
        class="phone:w-11 phone:px-0!"
        busy={job.busy()}
        data-tip="Each day and model of this period"
        onClick={() => void job.run()}
      >
        <Download />
        <span class="phone:sr-text">CSV</span>
      </Button>
      <FieldError text={job.error() && `No file. ${job.error()}`} />
    </>
  )
}

function save(text: string, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  link.download = name
  link.click()
  // The browser reads it after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
