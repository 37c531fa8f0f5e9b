import { expect } from 'chai';
import { answer } from './answer.test.support.js';

describe('check of a solver that takes fully observed problems only', () => {
  for (const id of ['value-iteration', 'policy-iteration']) {
    it(`lets ${id} keep its rules, and says on what it was tried`, async () => {
      const { code, out, err } = await answer('check', id, '--json');
      expect([code, (JSON.parse(out) as { passed: boolean }).passed]).to.deep.equal([0, true]);
      expect(err).to.equal(`${id} takes fully observed problems only, and is tried on one.\n`);
    });
  }
});
