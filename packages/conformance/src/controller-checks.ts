import type { FiniteModel, Policy } from '@pomdp-gym/contracts';
import { drawIndex, drawStartNode, moveProbabilities, randomStream } from '@pomdp-gym/numerics';
import { type Check, demand } from './check.js';
import { lawOf, lawProblem } from './laws.js';
import { playThrough } from './play-through.js';
import { errand, ring, smallEnvironment } from './small-models.js';
import { sameBits } from './walk.js';

/** The rules of a policy with a memory that writes its law down as a finite-state controller. */
export function controllerChecks(create: () => Policy, smallSpaces: boolean): Check[] {
  const checks: Check[] = [
    {
      name: 'Each row of its controller is a distribution, and its memory space has an element for each node.',
      run: () => soundController(create()),
    },
    {
      name: 'It draws each action and memory together with drawIndex as its controller says.',
      run: () => drawsAlike(create()),
    },
  ];
  if (!smallSpaces) return checks;
  return [
    ...checks,
    { name: 'Kernel and generic path give the same bits, memory included.', run: () => samePaths(create) },
  ];
}

function soundController(policy: Policy): void {
  const problem = lawProblem(policy);
  demand(problem === undefined, () => problem ?? '');
  const { nodes } = lawOf(policy);
  const { memorySpace } = policy;
  demand(
    memorySpace?.kind === 'discrete' && memorySpace.size === nodes,
    () => `Its controller has ${nodes} nodes; its memory space is ${JSON.stringify(memorySpace)}.`,
  );
}

function drawsAlike(policy: Policy): void {
  const law = lawOf(policy);
  const { nodes, observations, actions } = law;
  const moves = moveProbabilities(law).slice();
  const start = law.start.slice();
  const [twin, seen] = [randomStream(2, 'policy'), randomStream(2, 'observations')];
  policy.reset(randomStream(2, 'policy'));
  let node = drawStartNode(start, twin);
  for (let t = 0; t < 500; t++) {
    const before = policy.memory?.();
    demand(
      before === node,
      () => `After ${t} steps its memory is ${before}; by its controller it is ${node}.`,
    );
    const y = seen.uint32() % observations;
    const row = (node * observations + y) * actions * nodes;
    const move = drawIndex(moves, row, actions * nodes, twin);
    const action = policy.act(y);
    const expected = Math.floor(move / nodes);
    demand(
      action === expected,
      () => `Draw ${t} gives action ${String(action)} after observation ${y}, drawIndex gives ${expected}.`,
    );
    node = move % nodes;
  }
}

function samePaths(create: () => Policy): void {
  for (const model of [ring(), errand()]) {
    const [kernel, generic] = [pathBy('kernel', model, create()), pathBy('generic', model, create())];
    demand(sameBits(kernel, generic), () => {
      const place = kernel.findIndex((value, i) => !Object.is(value, generic[i]));
      return `The two paths part at step ${Math.floor(place / 5)}.`;
    });
  }
}

/** Five numbers a step: y, u, r, the memory before and after. */
function pathBy(path: 'kernel' | 'generic', model: FiniteModel, policy: Policy): number[] {
  const numbers: number[] = [];
  playThrough(
    {
      environment: smallEnvironment(model),
      policy,
      environmentRandom: randomStream(3, 'environment'),
      policyRandom: randomStream(3, 'policy'),
      steps: 500,
      batchSize: 64,
      path,
    },
    ({ length, observations, actions, rewards, memory }) => {
      for (let i = 0; i < length; i++) {
        numbers.push(observations.values[i]!, actions.values[i]!, rewards[i]!);
        numbers.push(memory!.before.values[i]!, memory!.after.values[i]!);
      }
    },
  );
  return numbers;
}
