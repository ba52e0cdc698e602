/** The place of a message whose words are gone. */
export function DeletedLine() {
  return <p class="py-1 text-small text-text-3">Message deleted</p>
}
