import { expect } from 'chai';
import { LastValue } from './last-value.js';

describe('LastValue', () => {
  it('computes once for each question in turn, and never returns the value of another', async () => {
    const values = new LastValue<string>();
    const computed: string[] = [];
    const of = (question: string) =>
      values.of(question, () => {
        computed.push(question);
        return Promise.resolve(`value of ${question}`);
      });
    for (const question of ['a', 'a', 'b', 'a']) expect(await of(question)).to.equal(`value of ${question}`);
    expect(computed).to.deep.equal(['a', 'b', 'a']);
  });

  it('computes again after a failure', async () => {
    const values = new LastValue<number>();
    const failed = await values.of('a', () => Promise.reject(new Error('stopped'))).catch(() => -1);
    expect([failed, await values.of('a', () => Promise.resolve(2))]).to.deep.equal([-1, 2]);
  });
});
