import { type Command, Option } from 'commander';
import { collect } from './shared-options.js';

/** Adds `--tracker` to a command that runs agents. */
export function addTrackerOption(command: Command): Command {
  return command.addOption(
    new Option(
      '--tracker <tracker>',
      'a tracker that records the runs, with options if they matter; may be repeated',
    )
      .argParser(collect)
      .default([], 'none'),
  );
}
