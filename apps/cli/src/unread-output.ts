let isFinishing = false;

/**
 * Makes a command go on where nobody reads its standard output any more: a command that writes files writes them first, and one whose exit
 * code is a verdict comes to it.
 */
export function finishUnread(): void {
  isFinishing = true;
}

/** Whether the command goes on where nobody reads its standard output. */
export function finishesUnread(): boolean {
  return isFinishing;
}
