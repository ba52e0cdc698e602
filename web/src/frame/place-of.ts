export interface Place {
  project_id?: string
  thread_id?: string
  /** Settings and the lists of projects have their own navigation. */
  isSettings: boolean
}

/** What a path shows, for the frame around the routes. */
export function placeOf(path: string): Place {
  const [, project_id, thread_id] = /^\/p\/([^/]+)(?:\/t\/([^/]+))?/.exec(path) ?? []
  return { project_id, thread_id, isSettings: /^\/(settings|projects)(\/|$)/.test(path) }
}
