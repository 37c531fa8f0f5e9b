import 'reflect-metadata';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';

/** Nine starts of ten earn 1 a step, the tenth nothing: the value is .9 · 2, of at most 2. */
const LUCK = `discount: .5 values: reward
states: lucky unlucky actions: wait observations: nothing
start: .9 .1
T: wait identity
O: wait uniform
R: wait : lucky : * : * 1
`;

describe('the interval of evaluate', () => {
  it('ends where no policy earns more: at the upper bound of the value, or at the mean', async () => {
    const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-interval-'));
    try {
      const [model, policy] = [join(home, 'luck.POMDP'), join(home, 'luck.alpha')];
      writeFileSync(model, LUCK);
      writeFileSync(policy, '0\n2 0\n');
      const { code, out, err } = await answer('evaluate', policy, '--env', model, '--runs', '10', '--json');
      expect(code, err).to.equal(0);
      const { mean, low, high } = JSON.parse(out) as { mean: number; low: number; high: number };
      expect(mean).to.be.within(low, high);
      expect(mean - low, 'the episodes differ').to.be.above(0.05);
      expect(high).to.be.closeTo(Math.max(mean, 1.8), 1e-3); // the bracket closes to .001
      expect(high - mean).to.be.below(mean - low);
      const text = await answer('evaluate', policy, '--env', model, '--runs', '10');
      expect(text.out).to.match(/^It earns \S+, 95 % interval by Student’s t \S+ to \S+: 10 episodes/m);
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
