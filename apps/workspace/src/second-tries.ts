import { inspect } from 'node:util';
import Mocha from 'mocha';

/** Mocha's reporter of specifications. At its end it names each test that was tried again, with the error of the try before. */
export default class SecondTries extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const tries = triesAgain(runner);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      if (tries.length > 0) console.log(`  ${tries.length} tried again\n\n${tries.join('\n')}\n`);
    });
  }
}

/** The tests that are tried again while a runner runs: a title and an error each. The list grows with the run. */
export function triesAgain(runner: Mocha.Runner): readonly string[] {
  const tries: string[] = [];
  runner.on(Mocha.Runner.constants.EVENT_TEST_RETRY, (test: Mocha.Test, thrown: unknown) => {
    tries.push(`  ${test.fullTitle()}\n    ${shown(thrown).replaceAll('\n', '\n    ')}`);
  });
  return tries;
}

/** The stack of an error, which is a plain object where Mocha runs files in parallel; any other value as Node.js shows it. */
function shown(thrown: unknown): string {
  const stack = typeof thrown === 'object' && thrown !== null && 'stack' in thrown ? thrown.stack : undefined;
  return typeof stack === 'string' ? stack : inspect(thrown);
}
