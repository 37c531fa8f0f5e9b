import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pluginFrames } from '@pomdp-gym/experiment';
import { firstLine } from '@pomdp-gym/registry';
import { hasLoadedPlugins, isOfLoadedPlugin } from './loaded-plugins.js';

/**
 * One sentence on an error that a plugin threw while a command called it, with the file and line of the plugin; where the variable DEBUG
 * is set, the frames of its stack follow. Where what the plugin calls throws, a module of this project or another, the sentence has its
 * file and line too, as either may have the fault. Undefined where no plugin besides those shipped takes part in the error.
 */
export function pluginFault(error: unknown): string | undefined {
  if (!hasLoadedPlugins()) return undefined;
  const message = error instanceof Error ? error.message : '';
  if (/^The .* breaks its contract: /.test(message)) return message;
  const frames = pluginFrames(error);
  const places = frames.split('\n').flatMap(placesOf);
  const own = places.findIndex(({ isOfPlugin }) => isOfPlugin);
  if (own < 0) return undefined;
  const callee = places[own - 1];
  const call = callee ? `, in its call of ${callee.name} (${callee.line})` : '';
  const sentence = `A plugin fails at ${places[own]!.line}${call}: ${firstLine(error).replace(/\.$/, '')}.`;
  return process.env['DEBUG'] ? `${sentence}\n${frames}` : `${sentence} Set DEBUG=1 to see its stack.`;
}

/** Where a frame of a stack is. */
interface Place {
  /** Of the function. */
  readonly name: string;
  /** The file and line, as seen from the current folder. */
  readonly line: string;
  readonly isOfPlugin: boolean;
}

/** The place of a frame of a stack; none where it is in no file. */
function placesOf(frame: string): Place[] {
  const [, name = 'a function', address = '', line] =
    /^at (?:async )?(?:(.*) \()?(file:\/\/[^()]*?)(?:\?[^()]*?)?:(\d+):\d+\)?$/.exec(frame) ?? [];
  if (line === undefined) return [];
  const file = fileURLToPath(address);
  const path = relative(process.cwd(), file);
  return [
    { name, line: `${path.startsWith('..') ? file : path}:${line}`, isOfPlugin: isOfLoadedPlugin(file) },
  ];
}
