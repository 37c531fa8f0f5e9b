import type { FiniteModel, Policy } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { valueFigure } from '@pomdp-gym/report';
import { searchWithin } from '@pomdp-gym/solving';
import { bracketSolvers } from '@pomdp-gym/experiment';
import { meters } from '../clock.js';
import { interruptible } from '../interruptible.js';
import { writeFigure } from './write-figure.js';

export { requireDrawable } from '@pomdp-gym/report';
export { requireFigurePath } from './write-figure.js';

/** For the upper bound of one belief in a picture: enough for an eye. */
const FIGURE_BACKUPS = 3000;

/** Writes the value function of a solution as a picture, between its bounds. A signal ends the search for upper bounds. */
export async function drawValues(
  path: string,
  policy: Policy,
  name: string,
  registry: Registry,
): Promise<void> {
  await interruptible(async (signal) => {
    const { discounted } = bracketSolvers(registry);
    const effort = { backups: FIGURE_BACKUPS, meters, signal };
    const upperAt = async (started: FiniteModel) =>
      (await searchWithin(discounted, started, effort)).progress.upper;
    await writeFigure(path, await valueFigure(policy, name, upperAt));
  });
}
