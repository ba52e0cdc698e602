/** How what floats looks, a menu or a panel beside its button: on a phone a sheet at the bottom. */
export const surface =
  'fixed m-0 max-w-[calc(100vw-1rem)] animate-fade rounded-menu border border-line-2 bg-raised p-0 text-text shadow-float outline-none backdrop:bg-transparent phone:inset-x-0 phone:top-auto phone:bottom-0 phone:max-h-[85dvh] phone:w-full! phone:max-w-none phone:animate-rise phone:rounded-t-sheet phone:rounded-b-none phone:border-x-0 phone:border-b-0 phone:pb-[env(safe-area-inset-bottom)] phone:backdrop:bg-scrim'
