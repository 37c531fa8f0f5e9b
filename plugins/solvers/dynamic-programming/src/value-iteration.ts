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
import { Settling } from './settling.js';

/** Bellman 1957; for the average, relative value iteration (White 1963). */
export const valueIteration = solver({
  id: 'value-iteration',
  summary:
    'Value iteration, discounted or average, for problems whose observations tell the state or enough of it.',
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
  const found = new ObservedChoices(backup, criterion, settings);
  const report = new ProgressReport([-Infinity, Infinity]);
  const settling = new Settling(mdp.states);
  const x = new Float64Array(mdp.states + 1);
  for (let sweeps = 1; ; sweeps++) {
    criterion.closeEpisode(x);
    backup.apply(x);
    const bounds = criterion.bounds(backup, x);
    found.consider(bounds.lower);
    const progress = report.next(bounds.lower, bounds.upper, sweeps, { sweeps, states: mdp.states });
    yield progress;
    if (signal.aborted || progress.upper - progress.lower <= settings.precision) return found.policy();
    if (settling.isSettled(criterion.span(backup.best, x))) {
      return yield* found.settle(x, bounds, sweeps, report, signal);
    }
    criterion.advance(x, backup.best);
  }
}
