let isFinishing = false;

/** Makes a command go on where nobody reads its standard output any more: it writes what it was asked to write first. */
export function finishUnread(): void {
  isFinishing = true;
}

/** Whether the command goes on where nobody reads its standard output. */
export function finishesUnread(): boolean {
  return isFinishing;
}
