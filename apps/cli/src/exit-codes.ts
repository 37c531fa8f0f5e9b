/**
 * The exit codes of a command: done; a check or a run that failed, a search short of its goal, or a bug; bad input, or a plugin with a
 * fault, which a person can correct; stopped by Ctrl-C.
 */
export const exitCodes = { done: 0, failed: 1, misused: 2, interrupted: 130 } as const;
