import { readFileSync } from 'node:fs';

/** The numbers of a user and its group, as `spawn` takes them. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The user that a server runs as which refuses to run as root: the first of `names` that exists, where this process runs as root;
 * else undefined, which means the user of this process.
 */
export function systemUser(names: readonly string[]): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const users = new Map(lines.map((line) => [line.split(':', 1)[0], line.split(':')]));
  const found = names.map((name) => users.get(name)).find((fields) => fields !== undefined);
  return found && { uid: Number(found[2]), gid: Number(found[3]) };
}
