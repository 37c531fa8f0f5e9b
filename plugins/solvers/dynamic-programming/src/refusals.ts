import { InputError } from '@pomdp-gym/contracts';
import type { BellmanBackup } from './bellman-backup.js';
import type { Mdp } from './mdp.js';

/** The message for a model that hides what the best action depends on. */
export function hiddenState(backup: BellmanBackup): InputError {
  const { mdp } = backup;
  const [y, one, other] = worstObservation(backup);
  const action = (s: number) => `${name(mdp, 'actions', backup.bestAction(s))} is best`;
  const where = (s: number) => `in state ${stateName(mdp, s)}, where ${action(s)}`;
  return new InputError(
    `The observations of this model hide what the best action depends on: ${observationName(mdp, y)} is seen ` +
      `${where(one)}, and ${where(other)}. Value and policy iteration solve problems whose observations tell the ` +
      'state, or all of it that matters. Take qmdp for the bound that the underlying Markov decision process gives, ' +
      'or a solver for partial observation, such as sarsop or incremental-pruning.',
  );
}

/** The message for a model whose average reward depends on the start. */
export function differentAverages(mdp: Mdp, poor: number, rich: number): InputError {
  return new InputError(
    `The best average reward may depend on where one is: ${stateName(mdp, poor)} does not lead for sure to ` +
      `${stateName(mdp, rich)}. The average criterion takes models with one recurrent class, or whose states all lead ` +
      'to one another; for others set the option criterion to discounted.',
  );
}

function stateName({ model, original }: Mdp, state: number): string {
  return model.labels.states?.[original[state]!] ?? String(original[state]);
}

function name({ model }: Mdp, kind: 'actions' | 'observations', index: number): string {
  return model.labels[kind]?.[index] ?? `${kind === 'actions' ? 'action' : 'observation'} ${index}`;
}

function observationName(mdp: Mdp, y: number): string {
  return y === mdp.model.observations ? 'nothing yet' : name(mdp, 'observations', y);
}

/** The observation with the greatest regret, the state that has it, and another whose best action differs. */
function worstObservation(backup: BellmanBackup): [y: number, one: number, other: number] {
  const { actions, shownIn } = backup.mdp;
  const regret = (s: number, u: number) => backup.best[s]! - backup.q[s * actions + u]!;
  const worst = (states: Int32Array, u: number) =>
    states.reduce((one, s) => (regret(s, u) > regret(one, u) ? s : one), states[0]!);
  let [y, greatest] = [0, -1];
  shownIn.forEach((states, at) => {
    const most = states.length === 0 ? -1 : regret(worst(states, backup.choices[at]!), backup.choices[at]!);
    if (most > greatest) [y, greatest] = [at, most];
  });
  const one = worst(shownIn[y]!, backup.choices[y]!);
  return [y, one, worst(shownIn[y]!, backup.bestAction(one))];
}
