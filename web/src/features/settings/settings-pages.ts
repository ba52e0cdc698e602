import type { Component } from 'solid-js'
import ChartColumn from 'lucide-solid/icons/chart-column'
import Folders from 'lucide-solid/icons/folders'
import KeyRound from 'lucide-solid/icons/key-round'
import MonitorSmartphone from 'lucide-solid/icons/monitor-smartphone'
import SunMoon from 'lucide-solid/icons/sun-moon'
import Ticket from 'lucide-solid/icons/ticket'
import User from 'lucide-solid/icons/user'
import Users from 'lucide-solid/icons/users'

/** The settings there are, in the order of their list. */
export const settingsPages: { path: string; title: string; icon: Component; adminOnly?: true }[] = [
  { path: '/settings/profile', title: 'Account', icon: User },
  { path: '/settings/appearance', title: 'Appearance and chat', icon: SunMoon },
  { path: '/settings/keys', title: 'Keys and providers', icon: KeyRound },
  { path: '/settings/usage', title: 'Usage and cost', icon: ChartColumn },
  { path: '/settings/tokens', title: 'Access tokens', icon: Ticket },
  { path: '/settings/sessions', title: 'Where you are signed in', icon: MonitorSmartphone },
  { path: '/projects', title: 'Projects', icon: Folders },
  { path: '/settings/people', title: 'People and limits', icon: Users, adminOnly: true },
]
