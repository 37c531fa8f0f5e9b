import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';

/** A walk from a ledge into a pit and out of it: the start is worth −12/13. Pruned to one vector, its policy earns −30. */
const TRAP = `discount: 0.9
values: reward
states: safe pit ledge
actions: stay step
observations: dim clear
T: stay identity
T: step : safe : safe 1
T: step : pit : safe 1
T: step : ledge : pit 1
O: stay : safe : clear 1
O: stay : pit
0.1 0.9
O: stay : ledge : dim 1
O: step : safe : dim 1
O: step : pit : dim 1
O: step : ledge : clear 1
R: stay : pit : * : * -10
R: step : pit : * : * -2
R: * : ledge : * : * 1
`;

/** Two steps to a reward of a ten-thousandth: worth .9 · .0001. */
const SMALL = `discount: 0.9
values: reward
states: far near done
actions: walk take
observations: o
start: 1 0 0
T: walk : far : near 1
T: walk : near : near 1
T: take : far : done 1
T: take : near : done 1
T: * : done : done 1
O: * : * : o 1
R: take : near : * : * 0.0001
`;

/** One mistake costs 10¹², so that what an optimal policy earns, 10, is lost in the rounding of its sums. */
const LOSS = `discount: 0.9
values: reward
states: up down
actions: stand step
observations: x y
T: stand
0.7 0.3
0.2 0.8
T: step
0.5 0.5
0.5 0.5
O: stand
0.9 0.1
0.2 0.8
O: step
uniform
R: stand : up : * : * 1
R: step : down : * : * 2
R: stand : down : * : * -1e12
`;

describe('what the policy of solve is worth', function () {
  this.timeout(240_000);
  const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-worth-'));
  const origin = process.cwd();
  before(() => {
    writeFileSync(join(home, 'trap.POMDP'), TRAP);
    writeFileSync(join(home, 'small.POMDP'), SMALL);
    writeFileSync(join(home, 'loss.POMDP'), LOSS);
    process.chdir(home);
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });
  const json = async <T>(...args: string[]) => JSON.parse((await answer(...args, '--json')).out) as T;

  for (const solver of ['sarsop', 'hsvi2', 'pbvi', 'perseus', 'incremental-pruning']) {
    it(`${solver}: the lower bound, in every format, where pruning used to cost 29`, async () => {
      const precision = ['--precision', '1e-6'];
      const flags = ['trap.POMDP', '--solver', solver, ...precision, '--output'];
      for (const ending of ['alpha', 'policy', 'pg']) {
        const file = `trap.${ending}`;
        const { lower, policy } = await json<{ lower: number; policy: number }>('solve', ...flags, file);
        // −12/13 to the precision; a policy is worth its bound up to rounding, and a graph's value is solved for.
        expect(lower).to.be.closeTo(-12 / 13, 1e-6);
        expect(policy).to.be.at.least(lower - 1e-9);
        const found = await json<{ exact: number | null; worth: { lower: number; upper: number } | null }>(
          ...['evaluate', file, '--env', 'trap.POMDP', '--runs', '2', '--bracket', '1'],
        );
        const worth = found.worth?.upper ?? found.exact!;
        expect(worth, file).to.be.within(lower - 1e-8, -12 / 13 + 5e-6);
      }
    });
  }

  it('stands beside the bounds, in words too', async () => {
    const { out } = await answer('solve', 'trap.POMDP', '--precision', '1e-6');
    expect(out).to.include('-0.923077 ≤ value ≤ -0.923077; policy ≥ -0.923077\n');
    // QMDP's vectors have no continuation: the beliefs that its policy comes to say what it earns, on Tiger the optimum.
    const { policy } = await json<{ policy: number }>('solve', 'Tiger-v0', '--solver', 'qmdp');
    expect(policy).to.be.within(19.3713683744 - 2e-5, 19.3713683744);
    const online = await answer('solve', 'Tiger-v0', '--solver', 'pomcp:simulations=8');
    expect(online.out).to.include('policy not computed\n');
  });

  it('is reported if it is nothing though something may be possible, and a relative precision finds it', async () => {
    const done = await answer('solve', 'small.POMDP', '--solver', 'sarsop');
    if (done.out.includes('policy ≥ 0.00000'))
      expect(done.err).to.match(
        /certain to earn nothing, and up to .* may be possible: ask for more with --relative/,
      );
    const flags = ['small.POMDP', '--relative-precision', '.01'];
    const { policy, upper } = await json<{ policy: number; upper: number }>('solve', ...flags);
    expect(policy).to.be.within(0.99 * 0.9e-4, 0.9e-4 + 1e-12);
    expect(upper - policy).to.be.at.most(0.01 * upper + 1e-12);
    const refusal = await answer('solve', 'small.POMDP', '--solver', 'qmdp', '--relative-precision', '.1');
    expect([refusal.code, refusal.err]).to.deep.equal([
      2,
      'The solver qmdp has no precision to set: leave out --relative-precision.\n',
    ]);
  });

  it('is not all that was asked for where rounding keeps bounds apart: a sentence, and exit code 1', async () => {
    const { code, out, err } = await answer(
      ...['solve', 'loss.POMDP', '--solver', 'incremental-pruning', '--precision', '1e-6'],
      '--json',
    );
    const { lower, upper, missed } = JSON.parse(out) as { lower: number; upper: number; missed: string };
    expect(lower).to.be.at.most(10);
    expect(upper).to.be.at.least(10);
    expect(code).to.equal(1);
    expect(missed).to.match(/^The bounds are 0\.0\d+ apart where 0\.00000100 is asked for/);
    expect(err).to.equal(`${missed}\n`);
  });

  it('may be more by one step of lookahead, which a policy graph has no vectors for', async () => {
    // From any belief: staying for ever, though it costs 10 a step in the pit, as a set of one vector.
    writeFileSync('stay.alpha', '0\n0 -100 10\n');
    const flags = ['--env', 'trap.POMDP', '--runs', '400', '--bracket', '1'];
    const plain = await json<{ mean: number }>('evaluate', 'stay.alpha', ...flags);
    const ahead = await json<{ mean: number }>('evaluate', 'stay.alpha', ...flags, '--lookahead');
    // −30 by the vector. One step ahead leaves the pit once `clear` was seen: two thirds of that is saved.
    expect(plain.mean).to.be.closeTo(-30, 8);
    expect(ahead.mean).to.be.above(-15);
    await answer('solve', 'trap.POMDP', '--output', 'trap.pg');
    expect(readFileSync('trap.pg', 'utf8')).to.match(/^0 /m);
    const { code, err } = await answer('evaluate', 'trap.pg', '--env', 'trap.POMDP', '--lookahead');
    expect(code).to.equal(2);
    expect(err.split('\n').at(-2)).to.equal(
      'trap.pg is a policy graph, which has no α-vectors to look ahead with: leave out --lookahead.',
    );
  });
});
