import { expect } from 'chai';
import { LatestWork } from './latest-work.js';

describe('LatestWork', () => {
  it('works on one thing at a time, and next on what was requested last', async () => {
    const log: string[] = [];
    const finish: (() => void)[] = [];
    const work = new LatestWork<string>(async (wanted) => {
      log.push(`${wanted} begins`);
      await new Promise<void>((resolve) => void finish.push(resolve));
      log.push(`${wanted} ends`);
    });
    for (const wanted of ['a', 'b', 'c']) work.request(wanted);
    expect(log).to.deep.equal(['a begins']);
    finish.shift()!();
    await new Promise((resolve) => setTimeout(resolve));
    finish.shift()!();
    await new Promise((resolve) => setTimeout(resolve));
    expect(log).to.deep.equal(['a begins', 'a ends', 'c begins', 'c ends']);
    work.request('d');
    expect(log.at(-1)).to.equal('d begins');
  });
});
