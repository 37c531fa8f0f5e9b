import { pluginFrames } from '@pomdp-gym/experiment';
import { firstLine } from '@pomdp-gym/registry';

/** Files of this project, in its workspace or installed. */
const OWN = /[\\/](packages|plugins[\\/][^\\/]+|apps|@pomdp-gym|node_modules[\\/]pomdp-gym)[\\/].*dist[\\/]/;

/**
 * One sentence on an error that a plugin threw while a command called it; where the variable DEBUG is set, the frames of its stack
 * follow. Undefined where the error was thrown by this project itself.
 */
export function pluginFault(error: unknown): string | undefined {
  const message = error instanceof Error ? error.message : '';
  if (/^The .* breaks its contract: /.test(message)) return message;
  const frames = pluginFrames(error);
  const [thrower = ''] = frames.split('\n');
  if (thrower === '' || OWN.test(thrower)) return undefined;
  const debugging = Boolean(process.env['DEBUG']);
  return `A plugin fails: ${firstLine(error).replace(/\.$/, '')}.${debugging ? `\n${frames}` : ' Set DEBUG=1 to see where.'}`;
}
