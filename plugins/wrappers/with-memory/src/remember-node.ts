import { type DiscreteSpace, type Environment, InputError, type Space } from '@pomdp-gym/contracts';
import { modelWithMemory, namesWithMemory, wrapEnvironment } from '@pomdp-gym/models';

/**
 * An environment with a memory of M nodes that every episode begins in node 0: an action is a pair (u, m') at u · M + m', an
 * observation a pair (m, y) at m · O + y.
 *
 * @throws InputError where there are infinitely many actions or observations.
 */
export function rememberNode(environment: Environment, nodes: number): Environment {
  const seen = finite(environment.observationSpace, 'observations');
  const done = finite(environment.actionSpace, 'actions');
  const memory = { kind: 'discrete', size: nodes } as const;
  let node = 0;
  return wrapEnvironment(environment, {
    observationSpace: {
      ...{ kind: 'discrete', size: nodes * seen.size, factors: [memory, plain(seen)] },
      ...(seen.labels && { labels: namesWithMemory(seen.labels, nodes) }),
    },
    actionSpace: {
      ...{ kind: 'discrete', size: done.size * nodes, factors: [plain(done), memory] },
      ...(done.labels && { labels: actionNames(done.labels, nodes) }),
    },
    optimum: undefined,
    model: (model) => modelWithMemory(model, nodes),
    begin: (observation) => {
      node = 0;
      return observation;
    },
    act: (action) => Math.floor(Number(action) / nodes),
    change: (step, _random, action) => {
      node = Number(action) % nodes;
      step.observation = node * seen.size + Number(step.observation);
    },
    memory: {
      save: () => node,
      restore: (saved) => {
        node = savedNode(saved, nodes);
      },
    },
  });
}

function finite(space: Space, name: string): DiscreteSpace {
  if (space.kind === 'discrete') return space;
  throw new InputError(`WithMemory takes finitely many ${name}, and these are real numbers.`);
}

/** The space without features, which are not those of pairs. */
function plain({ kind, size, labels, factors }: DiscreteSpace): DiscreteSpace {
  return { kind, size, ...(labels && { labels }), ...(factors && { factors }) };
}

function actionNames(actions: readonly string[], nodes: number): readonly string[] {
  return actions.flatMap((name) => Array.from({ length: nodes }, (_, node) => `${name}, node ${node}`));
}

function savedNode(saved: unknown, nodes: number): number {
  if (typeof saved === 'number' && Number.isSafeInteger(saved) && saved >= 0 && saved < nodes) return saved;
  throw new InputError(`This is no saved memory of ${nodes} nodes.`);
}
