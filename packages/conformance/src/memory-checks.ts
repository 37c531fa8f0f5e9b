import {
  addScores,
  isParametric,
  type Observation,
  type Point,
  type Policy,
  type Random,
  type Spaces,
} from '@pomdp-gym/contracts';
import { randomStream } from '@pomdp-gym/numerics';
import { actedRow, batchOf, type Row } from './batches.js';
import { type Check, demand } from './check.js';
import { appendPoint, drawPoint, outsideSpace } from './points.js';
import { sameBits } from './walk.js';

const EPISODES = 40;
const LONGEST = 12;

/** The rules of a policy with a memory. */
export function memoryChecks(create: () => Policy, spaces: Spaces): Check[] {
  return [
    {
      name: 'What it remembers lies in its memory space, and reading it changes nothing.',
      run: () => remembersInside(create(), spaces),
    },
    {
      name: 'While it is trained, an episode begins with the memory of the start.',
      run: () => beginsAnew(create, spaces, 'training'),
    },
    {
      name: 'While it is evaluated, an episode begins with the memory of the start.',
      run: () => beginsAnew(create, spaces, 'evaluation'),
    },
    {
      name: 'Policies share no memory: where an episode of one begins or ends, another remembers on.',
      run: () => remembersAlone(create, spaces),
    },
  ];
}

function memoryOf(policy: Policy): Point {
  const memory = policy.memory?.();
  demand(memory !== undefined, () => 'It has a memorySpace and no memory(): it needs both.');
  return memory;
}

function numbersOf(point: Point): number[] {
  const numbers: number[] = [];
  appendPoint(numbers, point);
  return numbers;
}

function remembersInside(policy: Policy, { observationSpace }: Spaces): void {
  const { memorySpace } = policy;
  if (!memorySpace) return;
  const random = randomStream(1, 'observations');
  policy.reset(randomStream(1, 'policy'));
  for (let t = 0; t < 500; t++) {
    const [memory, again] = [numbersOf(memoryOf(policy)), numbersOf(memoryOf(policy))];
    const outside = outsideSpace(memorySpace, memoryOf(policy));
    demand(outside === undefined, () => `After ${t} steps its memory lies outside its space: ${outside}.`);
    demand(
      sameBits(memory, again),
      () => `Read twice after ${t} steps its memory is ${memory}, then ${again}.`,
    );
    policy.act(drawPoint(observationSpace, random));
  }
}

/** Plays episodes with one policy, and holds the memory that each begins with to that of a policy which has never acted. */
function beginsAnew(create: () => Policy, spaces: Spaces, during: 'training' | 'evaluation'): void {
  const policy = create();
  const random = randomStream(2, 'observations');
  for (let episode = 0; episode < EPISODES; episode++) {
    const fresh = create();
    fresh.reset(randomStream(episode, 'policy'));
    policy.reset(randomStream(episode, 'policy'));
    const [memory, expected] = [numbersOf(memoryOf(policy)), numbersOf(memoryOf(fresh))];
    demand(
      sameBits(memory, expected),
      () =>
        `In ${during} episode ${episode} begins with the memory ${memory}; a policy that has not acted yet begins with ${expected}.`,
    );
    const rows = playEpisode(policy, spaces, random);
    if (during === 'training') train(policy, spaces, rows);
  }
}

/** Scores the rows of an episode as estimators and learners do. */
function train(policy: Policy, spaces: Spaces, rows: readonly Row[]): void {
  if (!isParametric(policy)) return;
  const batch = batchOf({ ...spaces, memorySpace: policy.memorySpace }, rows, { ending: 'terminated' });
  addScores(policy, batch, new Float64Array(rows.length).fill(1), new Float64Array(policy.parameters.length));
}

function playEpisode(policy: Policy, { observationSpace }: Spaces, random: Random): Row[] {
  const length = 1 + (random.uint32() % LONGEST);
  return Array.from({ length }, () => actedRow(policy, drawPoint(observationSpace, random)));
}

/** Two policies act in turn and end their episodes at different times; the first must remember as it does alone. */
function remembersAlone(create: () => Policy, spaces: Spaces): void {
  const alone = rememberedBy(create(), spaces, () => undefined);
  const other = create();
  const random = randomStream(4, 'observations');
  other.reset(randomStream(4, 'policy'));
  const together = rememberedBy(create(), spaces, (t) => {
    if (t % 3 === 2) other.reset(randomStream(t, 'policy'));
    other.act(drawPoint(spaces.observationSpace, random));
  });
  const step = alone.findIndex((memory, t) => !sameBits(memory, together[t]!));
  demand(
    step < 0,
    () =>
      `After step ${step} it remembers ${together[step]} where another policy acts and begins episodes beside it, and ${alone[step]} alone.`,
  );
}

function rememberedBy(
  policy: Policy,
  { observationSpace }: Spaces,
  between: (t: number) => void,
): number[][] {
  const random = randomStream(3, 'observations');
  policy.reset(randomStream(3, 'policy'));
  return Array.from({ length: 200 }, (_, t) => {
    const observation: Observation = drawPoint(observationSpace, random);
    policy.act(observation);
    between(t);
    return numbersOf(memoryOf(policy));
  });
}
