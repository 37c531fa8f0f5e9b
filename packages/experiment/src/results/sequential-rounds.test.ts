import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { recordOf, type RunRecord } from '../run/run-record.js';
import { runState, waiting } from '../run/run-state.js';
import { parseStudy } from '../study/read-study.js';
import { runsOf } from '../study/study.js';
import { SequentialRounds } from './sequential-rounds.js';

const study = parseStudy({
  environments: ['A', 'B'],
  agents: [{ policy: 'x' }, { policy: 'y' }, { policy: 'z' }],
  seeds: 10,
});
const runs = runsOf(study);

/** In A, z is far ahead of the others, which are alike; in B, all three earn the same. */
function earned(run: number): number {
  const { environment, agent, seed } = runs[run]!;
  if (environment.name === 'B') return 1;
  return (agent.name === 'z' ? 100 : 0) + ((7 * seed + (agent.name === 'y' ? 3 : 0)) % 10);
}

function record(run: number, averageReward: number | null): RunRecord {
  const ended = runState(
    runState(waiting, { kind: 'started', optimum: null }),
    averageReward === null
      ? { kind: 'failed', steps: 1, error: 'Error: no' }
      : {
          kind: 'finished',
          steps: 1,
          ended: 'budget',
          averageReward,
          exact: true,
          halfWidth: 0,
          evaluationSteps: 0,
        },
  );
  return recordOf(run, runs[run]!, ended);
}

/** The runs of each round: agent and seeds in A, then how many there are in B. */
function played(earn: (run: number) => number | null): [rounds: SequentialRounds, sizes: number[]] {
  const rounds = new SequentialRounds(study, 5);
  const records: RunRecord[] = [];
  const sizes: number[] = [];
  for (let next = rounds.nextRuns(); next.size > 0; next = rounds.nextRuns()) {
    sizes.push(next.size);
    records.push(...[...next].map((run) => record(run, earn(run))));
    rounds.addRound(records);
  }
  return [rounds, sizes];
}

const outcomes = (rounds: SequentialRounds, environment: string) =>
  rounds.decisions.get(environment)!.map(({ first, second, outcome }) => `${first} ${outcome} ${second}`);

describe('SequentialRounds', () => {
  it('runs the first seeds of all agents, then those of undecided pairs', () => {
    const rounds = new SequentialRounds(study, 5);
    expect([...rounds.nextRuns()].map((run) => runs[run]!.seed)).to.deep.equal(
      Array<number[]>(6).fill([1, 2, 3, 4, 5]).flat(),
    );
    const [ended, sizes] = played(earned);
    expect(outcomes(ended, 'A')).to.deep.equal(['x equal y', 'x worse z', 'y worse z']);
    expect(outcomes(ended, 'B')).to.deep.equal(['x equal y', 'x equal z', 'y equal z']);
    expect(sizes[0]).to.equal(30);
  });

  it('stops the agents of decided pairs', () => {
    const rounds = new SequentialRounds(study, 5);
    rounds.addRound([...rounds.nextRuns()].map((run) => record(run, earned(run))));
    // Of 252 splits two make sums as large as z against the others, .0079, and .05 / 2 / 2 is the level of this round.
    const next = [...rounds.nextRuns()].map((run) => runs[run]!);
    const agentsIn = (name: string) =>
      new Set(next.filter(({ environment }) => environment.name === name).map(({ agent }) => agent.name));
    expect(agentsIn('A')).to.deep.equal(new Set(['x', 'y']));
    expect(agentsIn('B')).to.deep.equal(new Set(['x', 'y', 'z']));
    expect(new Set(next.map(({ seed }) => seed))).to.deep.equal(new Set([6, 7, 8, 9, 10]));
  });

  it('withdraws an agent with a run that failed, and leaves its pairs open', () => {
    const [rounds, sizes] = played((run) => (runs[run]!.agent.name === 'y' ? null : earned(run)));
    expect(outcomes(rounds, 'A')).to.include.members(['x open y', 'y open z', 'x worse z']);
    expect(sizes[1], 'x and z in both environments').to.be.at.most(20);
  });

  it('refuses rounds that do not divide the seeds, and one agent', () => {
    expect(() => new SequentialRounds(study, 4)).to.throw(
      InputError,
      '10 seeds, which rounds of 4 do not divide',
    );
    const alone = parseStudy({ ...study, agents: study.agents.slice(0, 1) });
    expect(() => new SequentialRounds(alone, 5)).to.throw(InputError, 'one agent');
  });
});
