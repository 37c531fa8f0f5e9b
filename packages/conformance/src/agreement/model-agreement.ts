import type { Environment, FiniteModel } from '@pomdp-gym/contracts';
import { exp, log, randomStream } from '@pomdp-gym/numerics';
import { BrokenRule } from '../check.js';
import type { Driver } from '../driver.js';
import { BeliefPath } from './belief-path.js';
import { CellScores } from './cell-scores.js';
import { disagreement, impossibility } from './disagreement.js';
import { samplePaths, type VisiblePath } from './sample-paths.js';
import { type CellShift, VisibleLaw } from './visible-law.js';

export interface AgreementSettings {
  /** The most steps that are looked at. */
  readonly steps: number;
  /** How often, at most, a simulator that follows its model is blamed; 10⁻⁶ by default. */
  readonly falseAlarmRate?: number;
  /** Seed of the paths; 1 by default. */
  readonly seed?: number;
  /** Chooses the actions of every other path, where only what is visible is compared. */
  readonly driver?: Driver | undefined;
}

/** How often, at most, a simulator that follows its model is refused, unless the settings give another rate. */
export const FALSE_ALARM_RATE = 1e-6;
const FIRST_ROUND = 2000;
const SUSPECTS = 3;

/** A suspect, and how much more probable it makes the paths of a round than the model does, as a logarithm. */
interface Bet {
  readonly shift: CellShift;
  readonly path: BeliefPath;
  log: number;
}

/**
 * Throws a sentence where a simulator does not follow its model, judged by what is visible alone.
 *
 * A sequential test in rounds of doubling length. What was seen so far names the suspects: rows of the model shifted
 * towards one of their cells. The next round, which is independent of it, bets half of the stake on them: it multiplies the
 * stake by ½ + ½ · (mean over suspects of P(round | suspect) / P(round | model)). Under the model that factor is 1 in
 * expectation, so by Ville's inequality the stake ever reaches 10⁶ with probability 10⁻⁶ at most, however the suspects are
 * chosen (a split likelihood ratio: Wasserman, Ramdas, Balakrishnan, Universal inference, PNAS 2020). A step that the model
 * calls impossible is reported at once.
 */
export function demandAgreement(
  environment: Environment,
  model: FiniteModel,
  settings: AgreementSettings,
): void {
  const { steps, falseAlarmRate = FALSE_ALARM_RATE, seed = 1, driver } = settings;
  const random = randomStream(seed, 'agreement', 'environment');
  const choices = randomStream(seed, 'agreement', 'policy');
  const followed = new BeliefPath(new VisibleLaw(model));
  const scores = new CellScores(followed.law);
  let bets: Bet[] = [];
  let stake = 0; // its logarithm
  let seen = 0;
  for (let round = FIRST_ROUND; seen < steps; round *= 2) {
    const wanted = Math.min(round, steps - seen);
    for (const path of samplePaths(environment, wanted, { random, choices, driver })) {
      seen += path.actions.length;
      follow(path, followed, bets);
      scores.add(path, followed);
    }
    stake += winnings(bets);
    if (stake >= -log(falseAlarmRate)) {
      const { shift } = bets.reduce((one, other) => (other.log > one.log ? other : one));
      throw new BrokenRule(disagreement(model, shift, seen, falseAlarmRate));
    }
    bets = scores
      .worst(SUSPECTS)
      .map((shift) => ({ shift, path: new BeliefPath(new VisibleLaw(model, shift, followed.law)), log: 0 }));
  }
}

function follow(path: VisiblePath, followed: BeliefPath, bets: readonly Bet[]): void {
  const expected = followed.follow(path);
  if (expected === -Infinity) throw new BrokenRule(impossibility(path, followed));
  for (const bet of bets) bet.log += bet.path.follow(path) - expected;
}

/** The logarithm of what the stake was multiplied by: half of it was kept, half was spread over the suspects. */
function winnings(bets: readonly Bet[]): number {
  if (bets.length === 0) return 0;
  const ratios = bets.map(({ log }) => exp(Math.min(log, 500)));
  return log(0.5 + (0.5 * ratios.reduce((sum, ratio) => sum + ratio, 0)) / ratios.length);
}
