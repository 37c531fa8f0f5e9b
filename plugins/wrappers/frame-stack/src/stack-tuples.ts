import { type DiscreteSpace, type Environment, InputError } from '@pomdp-gym/contracts';
import { stackNames, stackObservations, wrapEnvironment } from '@pomdp-gym/models';

/** The most pairs of a state and a stack that a model may have. */
const MOST_PAIRS = 1_000_000;

/** Tuples of the last observations, the oldest first. Before there are enough, the first stands in the place of the others. */
export function stackTuples(environment: Environment, space: DiscreteSpace, frames: number): Environment {
  const { size } = space;
  const stacks = size ** frames;
  const first = Array.from({ length: frames }).reduce((sum: number) => sum * size + 1, 0);
  const labels = stackNames(space.labels, frames);
  const isLarge = (environment.model?.().states ?? 0) * stacks > MOST_PAIRS;
  let stack = 0;
  return wrapEnvironment(environment, {
    observationSpace: {
      kind: 'discrete',
      size: stacks,
      factors: Array.from({ length: frames }, () => plain(space)),
      ...(labels && { labels }),
    },
    optimum: environment.optimum,
    ...(isLarge && { warnings: [tooLarge(frames)] }),
    model: isLarge ? undefined : (model) => stackObservations(model, frames),
    begin: (observation) => (stack = Number(observation) * first),
    change: (step) => {
      stack = (stack % (stacks / size)) * size + Number(step.observation);
      step.observation = stack;
    },
    memory: {
      save: () => stack,
      restore: (saved) => {
        stack = savedStack(saved, stacks);
      },
    },
  });
}

/** The space without the features that its observations have: those of a stack are not defined. */
function plain({ kind, size, labels, factors }: DiscreteSpace): DiscreteSpace {
  return { kind, size, ...(labels && { labels }), ...(factors && { factors }) };
}

function tooLarge(frames: number): string {
  return (
    `With ${frames} frames the model has more than a million pairs of a state and a stack, so FrameStack leaves it out: ` +
    'what is exact elsewhere is simulated here.'
  );
}

function savedStack(saved: unknown, stacks: number): number {
  if (typeof saved === 'number' && Number.isSafeInteger(saved) && saved >= 0 && saved < stacks) return saved;
  throw new InputError('This is no saved stack of observations.');
}
