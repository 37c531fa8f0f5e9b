import {
  type FiniteModel,
  type Policy,
  type Solver,
  solver,
  type SolverProgress,
} from '@pomdp-gym/contracts';
import { ProgressReport } from '@pomdp-gym/planning';
import { BellmanBackup } from './bellman-backup.js';
import { criterionOf } from './criterion.js';
import { underlyingMdp } from './mdp.js';
import { ObservedChoices } from './observed-choices.js';
import { options, type Options, settingsFor } from './options.js';
import { PolicyImprovement } from './policy-improvement.js';
import { Settling } from './settling.js';

/** Howard 1960. */
export const policyIteration = solver({
  id: 'policy-iteration',
  summary:
    'Howard’s policy iteration, discounted or average, for problems whose observations tell the state or enough of it.',
  options,
  deterministic: true,
  precision: 'precision',
  takes: 'fully observed',
  create: (settings): Solver => ({
    solve: (model, signal) => solve(model, settings, signal),
  }),
});

async function* solve(
  model: FiniteModel,
  given: Options,
  signal: AbortSignal,
): AsyncGenerator<SolverProgress, Policy, undefined> {
  const settings = settingsFor(given, model);
  const mdp = underlyingMdp(model);
  const criterion = criterionOf(settings, mdp);
  const backup = new BellmanBackup(mdp, criterion.discount);
  const improvement = new PolicyImprovement(backup, criterion, settings.precision);
  const found = new ObservedChoices(backup, criterion, settings);
  const report = new ProgressReport([-Infinity, Infinity]);
  const settling = new Settling(mdp.states);
  let work = 0;
  for (let iterations = 0; ; iterations++) {
    const bounds = improvement.bounds();
    found.consider(bounds.lower);
    const figures = { iterations, states: mdp.states };
    const progress = report.next(bounds.lower, bounds.upper, ++work, figures);
    yield progress;
    const gap = progress.upper - progress.lower;
    if (signal.aborted || gap <= settings.precision) return found.policy();
    if (settling.isSettled(gap) || !improvement.improve()) {
      return yield* found.settle(improvement.values, bounds, work, report, signal);
    }
    const evaluation = improvement.evaluate();
    while (!evaluation.next().done) {
      yield report.next(bounds.lower, bounds.upper, ++work, figures);
      if (signal.aborted) return found.policy();
    }
  }
}
