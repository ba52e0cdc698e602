import type { Component } from 'solid-js'
import Folders from 'lucide-solid/icons/folders'
import KeyRound from 'lucide-solid/icons/key-round'
import MonitorSmartphone from 'lucide-solid/icons/monitor-smartphone'
import SunMoon from 'lucide-solid/icons/sun-moon'
import User from 'lucide-solid/icons/user'

/** The settings there are, in the order of their list. */
export const settingsPages: { path: string; title: string; icon: Component }[] = [
  { path: '/settings/profile', title: 'Account', icon: User },
  { path: '/settings/appearance', title: 'Appearance and typing', icon: SunMoon },
  { path: '/settings/keys', title: 'Keys and providers', icon: KeyRound },
  { path: '/settings/sessions', title: 'Where you are signed in', icon: MonitorSmartphone },
  { path: '/projects', title: 'Projects', icon: Folders },
]
