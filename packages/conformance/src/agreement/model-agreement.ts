import type { Environment, FiniteModel } from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { BrokenRule } from '../check.js';
import { BeliefPath } from './belief-path.js';
import { CellScores } from './cell-scores.js';
import { samplePaths, type VisiblePath } from './sample-paths.js';
import { type CellShift, VisibleLaw } from './visible-law.js';

/** How often, at most, a simulator that follows its model is blamed. */
export const FALSE_ALARM_RATE = 1e-6;

const FIRST_ROUND = 2000;
const SUSPECTS = 6;

/**
 * Throws a sentence where a simulator does not follow its model, judged by what is visible alone.
 *
 * A sequential test in rounds of doubling length. What was seen so far names the suspects: rows of the model shifted
 * towards one of their cells. The next round, which is independent of it, bets half of the stake on them: it multiplies the
 * stake by ½ + ½ · (mean over suspects of P(round | suspect) / P(round | model)). Under the model that factor is 1 in
 * expectation, so by Ville's inequality the stake ever reaches 10⁶ with probability 10⁻⁶ at most, however the suspects are
 * chosen (a split likelihood ratio: Wasserman, Ramdas, Balakrishnan, Universal inference, PNAS 2020).
 *
 * @param steps the most steps it looks at; what is visible of a step the model calls impossible is reported at once.
 */
export function demandAgreement(environment: Environment, model: FiniteModel, steps: number): void {
  const random = randomStream(1, 'agreement', 'environment');
  const choices = randomStream(1, 'agreement', 'policy');
  const followed = new BeliefPath(new VisibleLaw(model));
  const scores = new CellScores(followed.law);
  let suspects: CellShift[] = [];
  let stake = 0; // its logarithm
  let seen = 0;
  for (let round = FIRST_ROUND; seen < steps; round *= 2) {
    const ratios = suspects.map((shift) => ({ bet: new BeliefPath(new VisibleLaw(model, shift)), log: 0 }));
    const wanted = Math.min(round, steps - seen);
    for (const path of samplePaths(environment, model.actions, wanted, random, choices)) {
      seen += path.actions.length;
      const expected = followed.follow(path);
      if (expected === -Infinity) throw new BrokenRule(impossible(model, path, followed));
      for (const ratio of ratios) ratio.log += ratio.bet.follow(path) - expected;
      scores.add(path, followed);
    }
    if (ratios.length > 0) stake += Math.log(0.5 + 0.5 * meanExp(ratios.map(({ log }) => log)));
    if (stake >= -Math.log(FALSE_ALARM_RATE)) throw new BrokenRule(disagreement(model, ratios, seen));
    suspects = scores.worst(SUSPECTS);
  }
}

function meanExp(logs: readonly number[]): number {
  return logs.reduce((sum, log) => sum + Math.exp(Math.min(log, 600)), 0) / logs.length;
}

function disagreement(
  model: FiniteModel,
  ratios: readonly { readonly bet: BeliefPath; readonly log: number }[],
  steps: number,
): string {
  const best = ratios.reduce((one, other) => (other.log > one.log ? other : one));
  const { shift } = best.bet.law;
  if (!shift) return 'The simulator does not follow its model.';
  const { modelled, apparent } = probabilities(model, shift);
  return (
    `The model puts ${describe(model, shift)} at ${modelled.toPrecision(3)}; the simulator behaves as if it were about ` +
    `${apparent.toPrecision(2)} (${steps} steps; a simulator that follows its model is blamed once in 10^6).`
  );
}

function probabilities(model: FiniteModel, shift: CellShift): { modelled: number; apparent: number } {
  const [base, shifted] = [new VisibleLaw(model), new VisibleLaw(model, shift)];
  const read = (law: VisibleLaw) => law.probability(shift);
  return { modelled: read(base), apparent: read(shifted) };
}

function describe({ labels }: FiniteModel, { table, action, row, column }: CellShift): string {
  const state = (index: number) => labels.states?.[index] ?? `state ${index}`;
  const observation = labels.observations?.[column] ?? `observation ${column}`;
  const act = labels.actions?.[action] ?? `action ${action}`;
  switch (table) {
    case 'start':
      return `a start in ${state(column)}`;
    case 'first observation':
      return `seeing ${observation} first in ${state(row)}`;
    case 'transition':
      return `the transition from ${state(row)} under ${act} to ${state(column)}`;
    case 'observation':
      return `observing ${observation} on entering ${state(row)} under ${act}`;
  }
}

function impossible(model: FiniteModel, path: VisiblePath, { probabilities: steps }: BeliefPath): string {
  const t = steps.findIndex((probability) => !(probability > 0)) - 1;
  const see = (index: number) => model.labels.observations?.[index] ?? `observation ${index}`;
  if (t < 0) return `An episode began with ${see(path.first)}, which the model has no place for.`;
  const action = path.actions[t]!;
  const ended = path.terminated && t === path.actions.length - 1 ? ', and ended' : '';
  return (
    `Step ${t + 1} of an episode, ${model.labels.actions?.[action] ?? `action ${action}`}, earned ${path.rewards[t]} and ` +
    `showed ${see(path.observations[t]!)}${ended}: the model calls that impossible after what was seen before.`
  );
}
