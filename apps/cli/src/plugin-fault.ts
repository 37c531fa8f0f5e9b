import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pluginFrames } from '@pomdp-gym/experiment';
import { firstLine } from '@pomdp-gym/registry';
import { hasLoadedPlugins, isOfLoadedPlugin } from './loaded-plugins.js';

/**
 * One sentence on an error that a plugin threw while a command called it, with the file and line of the plugin; where the variable DEBUG
 * is set, the frames of its stack follow. Undefined where no plugin besides those shipped takes part in the error.
 */
export function pluginFault(error: unknown): string | undefined {
  if (!hasLoadedPlugins()) return undefined;
  const message = error instanceof Error ? error.message : '';
  if (/^The .* breaks its contract: /.test(message)) return message;
  const frames = pluginFrames(error);
  const place = frames
    .split('\n')
    .map(placeOf)
    .find((each) => each !== undefined);
  if (place === undefined) return undefined;
  const sentence = `A plugin fails at ${place}: ${firstLine(error).replace(/\.$/, '')}.`;
  return process.env['DEBUG'] ? `${sentence}\n${frames}` : `${sentence} Set DEBUG=1 to see its stack.`;
}

/** The file and line of a frame of a stack, as seen from the current folder; undefined where the file is of no loaded plugin. */
function placeOf(frame: string): string | undefined {
  const [, address = '', line] = /(file:\/\/[^()]*?)(?:\?[^()]*?)?:(\d+):\d+\)?$/.exec(frame) ?? [];
  if (line === undefined) return undefined;
  const file = fileURLToPath(address);
  if (!isOfLoadedPlugin(file)) return undefined;
  const path = relative(process.cwd(), file);
  return `${path.startsWith('..') ? file : path}:${line}`;
}
