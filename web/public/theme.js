// Before the first paint, so that a picked theme never flashes. A file of its own: the page allows no inline script.
try {
  const theme = localStorage.getItem('edgewise.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is blocked: the theme follows the system.
}
