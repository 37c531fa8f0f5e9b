/** The most frames of a stack that are kept. */
const FRAMES = 8;

/**
 * Where something was thrown: the frames of its stack down to the first of the packages that run plugins, without those of Node.
 * Empty for what has
 * no stack, or is thrown by those packages themselves.
 */
export function pluginFrames(thrown: unknown): string {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line) && !line.includes('(node:'));
  const runner = frames.findIndex((frame) => RUNNERS.test(frame));
  const own = runner >= 0 ? frames.slice(0, runner) : frames;
  return own
    .slice(0, FRAMES)
    .map((frame) => frame.trim())
    .join('\n');
}

/** Their modules, and the files of the app's bundle that hold them. */
const RUNNERS =
  /[\\/](packages|@pomdp-gym)[\\/](simulator|training|experiment|registry|conformance|solving)[\\/]dist[\\/](?!.*\.test\.)|[\\/](cli|pomdp-gym)[\\/]bundle[\\/](?!plugin-)/;
