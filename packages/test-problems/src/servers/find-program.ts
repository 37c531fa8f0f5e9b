import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of a program in these folders, else on PATH; undefined where it is in neither. */
export function findProgram(name: string, folders: readonly string[] = []): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter);
  return [...folders, ...onPath].map((folder) => join(folder, name)).find((path) => existsSync(path));
}
