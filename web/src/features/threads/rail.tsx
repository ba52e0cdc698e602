import { A, useNavigate } from '@solidjs/router'
import type { JSX } from 'solid-js'
import PanelLeft from 'lucide-solid/icons/panel-left'
import Search from 'lucide-solid/icons/search'
import SquarePen from 'lucide-solid/icons/square-pen'
import type { Project } from '#protocol/rest/projects.ts'
import { foldSidebar } from '../../state/shell.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { modKey } from '../../ui/kbd.tsx'
import { Mark } from '../../ui/mark.tsx'

/** The sidebar folded: 56 px of icons. */
export function Rail(props: { project: Project | undefined; foot: JSX.Element }) {
  const navigate = useNavigate()
  const search = () => {
    foldSidebar(false)
    setTimeout(() => document.querySelector<HTMLInputElement>('nav [aria-label="Search threads"]')?.focus())
  }
  return (
    <div class="flex h-full flex-col items-center gap-3 pb-3">
      <A href="/" aria-label="Edgewise, start page" class="flex h-14 items-center rounded-control">
        <Mark />
      </A>
      <IconButton size="lg" name="Unfold sidebar" shortcut={`${modKey} Shift S`} onClick={() => foldSidebar(false)}>
        <PanelLeft />
      </IconButton>
      <IconButton
        size="lg"
        name="New thread"
        shortcut="Alt N"
        disabled={!props.project}
        onClick={() => props.project && navigate(`/p/${props.project.id}`)}
      >
        <SquarePen />
      </IconButton>
      <IconButton size="lg" name="Search threads" onClick={search}>
        <Search />
      </IconButton>
      <div class="flex-1" />
      {props.foot}
    </div>
  )
}
