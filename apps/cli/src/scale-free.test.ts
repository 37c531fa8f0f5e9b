import 'reflect-metadata';
import type { Environment } from '@pomdp-gym/contracts';
import {
  parseStudy,
  recordOf,
  type RunEvent,
  runEvents,
  type RunRecord,
  runsOf,
  runState,
  waiting,
  whyEnded,
} from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import type { ColumnStyle } from '@pomdp-gym/report';
import { expect } from 'chai';
import { lastValueFrom, toArray } from 'rxjs';
import {
  type LearningAgent,
  learningAgents,
  oneForEachId,
  oneForEachPair,
} from './learning-agents.test.support.js';
import { openRegistry } from './open-registry.js';
import { environmentsOf, loadScaled, SCALED } from './scaled-rewards.test.support.js';
import { print, table } from './terminal/terminal.js';

/**
 * Steps a run may take, and an estimate. With SCALE_TABLE=STEPS a run may take that many, every agent meets every environment,
 * and the table of these pairs is printed.
 */
const SCALE_TABLE = process.env['SCALE_TABLE'];
const BUDGET = Number(SCALE_TABLE ?? 1024);
const STEPS = Math.min(1024, BUDGET / 8);

/**
 * Multiplying by a power of two is exact in floating point, but where it leaves the range of normal numbers. With SCALE_TABLE
 * each pair has both; else pairs take turns.
 */
const FACTORS = [2 ** -10, 2 ** 10];

/** Agents that an environment meets in any case. */
const A_TURN = 2;

/** What one run did. */
interface Done {
  readonly points: readonly RunEvent[];
  readonly record: RunRecord;
}

/** θ of every point, and where each was reached. */
type Path = readonly {
  readonly kind: string;
  readonly steps: number;
  readonly theta: readonly number[] | null;
}[];

async function run(registry: Registry, of: string, times: number, agent: LearningAgent): Promise<Done> {
  const study = parseStudy({
    environments: [{ id: SCALED, options: { of, times } }],
    agents: [{ ...agent, steps: STEPS }],
    seeds: [1],
    budget: BUDGET,
    evaluation: { steps: 1000, exactStates: 0 },
  });
  const [description] = runsOf(study);
  const points = await lastValueFrom(runEvents(description!, registry).pipe(toArray()));
  return { points, record: recordOf(0, description!, points.reduce(runState, waiting)) };
}

function pathOf({ points }: Done, scale = 1): Path {
  return points.flatMap((event) =>
    'theta' in event
      ? [{ kind: event.kind, steps: event.steps, theta: event.theta?.map((x) => x * scale) ?? null }]
      : [],
  );
}

/** Holds a run under scaled rewards to the run under the rewards themselves; returns what happened to its θ. */
function expectScaled(scaled: Done, base: Done, factor: number): 'same' | 'scaled' {
  expect(scaled.record.status).to.equal('finished');
  expect(scaled.record.averageReward).to.equal(factor * base.record.averageReward!);
  expect(scaled.record.ended).to.equal(base.record.ended);
  // A learner whose θ are values of actions has θ in the unit of rewards: all of it.
  if (JSON.stringify(pathOf(scaled)) !== JSON.stringify(pathOf(base))) {
    expect(pathOf(scaled)).to.deep.equal(pathOf(base, factor));
    return 'scaled';
  }
  return 'same';
}

describe('Every agent at its defaults, with rewards times 2⁻¹⁰, 1 and 2¹⁰', function () {
  this.timeout(Math.max(600_000, BUDGET * 200));
  let registry: Registry;
  let environments: ReadonlyMap<string, Environment>;
  const rows: string[][] = [];
  before(async () => {
    registry = await openRegistry([], process.cwd());
    environments = environmentsOf(registry);
    await loadScaled(registry, environments);
  });
  after(() => {
    if (SCALE_TABLE !== undefined) print(table(columns, rows));
  });

  it('is tried in every environment that is shipped, but File and Gymnasium, which need a path and an id', () => {
    const shipped = registry.list('environment').map(({ spec }) => spec.id);
    expect(shipped.filter((id) => !environments.has(id) && id !== SCALED)).to.deep.equal([
      'File',
      'Gymnasium',
    ]);
  });

  it('goes the same way to the bit, and moves or says why it ended where it began', async () => {
    const met = new Set<string>();
    for (const [turn, [id, environment]] of smallestFirst(environments).entries()) {
      const agents = learningAgents(registry, environment);
      expect(agents.length, id).to.be.above(0);
      const chosen = SCALE_TABLE === undefined ? newOrDue(agents, met, turn) : agents;
      for (const [i, agent] of chosen.entries()) {
        const factors = SCALE_TABLE === undefined ? [FACTORS[(turn + i) % 2]!] : FACTORS;
        rows.push(await holdsPair(registry, id, agent, factors));
      }
    }
  });
});

describe('The comparison of paths under scaled rewards', () => {
  it('notices a step, an ε and a stabilizer in the unit of rewards', async () => {
    const registry = await openRegistry([], process.cwd());
    await loadScaled(registry, environmentsOf(registry));
    const ascent = { policy: 'softmax', estimator: 'gpomdp' };
    // |g|² is 130 at the start here, so that the second stops at once, and goes on where it is 520.
    for (const agent of [
      { name: 'a', ...ascent, optimizer: 'conjpomdp:s0=100' },
      { name: 'b', ...ascent, optimizer: 'conjpomdp:epsilon=200' },
      { name: 'c', ...ascent, optimizer: 'gradient-ascent:step=1' },
      { name: 'd', ...ascent, optimizer: 'adam:stabilizer=1e-8' },
      { name: 'e', policy: 'softmax', learner: 'olpomdp:step=.1' },
    ]) {
      const [base, scaled] = [
        await run(registry, 'Tiger-v0', 1, agent),
        await run(registry, 'Tiger-v0', 2, agent),
      ];
      expect(() => expectScaled(scaled, base, 2), agent.name).to.throw();
    }
  });
});

/**
 * The agents that bring two parts that have not met in an environment before and, since an environment itself only adds rewards, a few
 * more. These take turns, so that every estimator, optimizer and learner meets several environments.
 */
function newOrDue(agents: readonly LearningAgent[], met: Set<string>, turn: number): LearningAgent[] {
  const fresh = oneForEachPair(agents, met);
  const covering = oneForEachId(agents.filter(({ policy = 'softmax' }) => policy === 'softmax'));
  const due = covering.filter((_, i) => (i + A_TURN * turn) % covering.length < A_TURN);
  return agents.filter((agent) => fresh.includes(agent) || due.includes(agent));
}

/** Those with the fewest observations first, vectors last: all agents meet the first ones. */
function smallestFirst(environments: ReadonlyMap<string, Environment>): [string, Environment][] {
  const size = ({ observationSpace }: Environment) =>
    observationSpace.kind === 'box' ? Infinity : observationSpace.size;
  return [...environments].sort(([, a], [, b]) => (size(a) === size(b) ? 0 : size(a) - size(b)));
}

async function holdsPair(
  registry: Registry,
  id: string,
  agent: LearningAgent,
  factors: readonly number[],
): Promise<string[]> {
  const base = await run(registry, id, 1, agent);
  // Such as the natural gradient, whose matrix would be too large for the parameters of a window over many observations.
  if (base.record.error?.startsWith('InputError')) return [id, agent.name, '–', '–', base.record.error];
  expect(base.record.status, `${agent.name} in ${id}: ${base.record.error}`).to.equal('finished');
  const fates = [];
  for (const factor of factors) {
    const scaled = await run(registry, id, factor, agent);
    try {
      fates.push(expectScaled(scaled, base, factor));
    } catch (error) {
      throw new Error(`${agent.name} in ${id}, rewards times ${factor}`, { cause: error });
    }
  }
  const why = whyEnded(base.record);
  const where = base.record.moved === false ? 'stayed' : 'moved';
  if (where === 'stayed') expect(why, `${agent.name} in ${id}`).to.not.equal('the agent was done');
  return [id, agent.name, [...new Set(fates)].join(', '), where, why];
}

const columns: readonly ColumnStyle[] = [
  { title: 'environment' },
  { title: 'agent' },
  { title: 'path of θ' },
  { title: 'θ' },
  { title: 'ended' },
];
