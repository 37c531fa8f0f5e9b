import { type Entry, type Registry } from '@pomdp-gym/registry';
import { loadPlugin, locatePlugin } from '@pomdp-gym/registry/node';
import { rememberPlugin } from './loaded-plugins.js';

/**
 * Loads a plugin. Whatever it writes to standard output meanwhile, which is for the answer of the command, goes to standard
 * error.
 */
export async function loadAside(registry: Registry, name: string, from: string): Promise<readonly Entry[]> {
  rememberPlugin(locatePlugin(name, from));
  const { stdout, stderr } = process;
  const write = stdout.write;
  stdout.write = stderr.write.bind(stderr);
  try {
    return await loadPlugin(registry, name, from);
  } finally {
    stdout.write = write;
  }
}
