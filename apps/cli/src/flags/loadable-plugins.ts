import { isInputError } from '@pomdp-gym/contracts';
import { note } from '../terminal/terminal.js';
import { projectPlugins } from './project-plugins.js';

/**
 * The plugins of the project around a folder that load, for commands that work without them. What is wrong with the others, or with
 * the package.json itself, is a note on standard error.
 */
export async function loadablePlugins(folder: string): Promise<readonly string[]> {
  const loadable: string[] = [];
  for (const name of namesIn(folder)) if (await loads(name, folder)) loadable.push(name);
  return loadable;
}

function namesIn(folder: string): readonly string[] {
  try {
    return projectPlugins(folder);
  } catch (error) {
    noteMissing(error, 'the plugins of the project are missing here');
    return [];
  }
}

async function loads(name: string, folder: string): Promise<boolean> {
  const { silentRegistry } = await import('../silent-registry.js');
  const { loadAside } = await import('../load-aside.js');
  try {
    await loadAside(silentRegistry(), name, folder);
    return true;
  } catch (error) {
    noteMissing(error, 'it is missing here');
    return false;
  }
}

function noteMissing(error: unknown, consequence: string): void {
  if (!isInputError(error)) throw error;
  note(`${error.message} Until then ${consequence}.`);
}
