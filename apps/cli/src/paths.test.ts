import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';

/** The record of a run whose gradients are the mean of so many paths. */
async function record(agent: string, paths: string, ...flags: string[]): Promise<unknown> {
  const settings = ['--budget', '60000', '--steps', '10000', '--paths', paths, '--json'];
  const { code, out, err } = await answer('run', 'Hallway-v0', agent, ...settings, ...flags);
  expect(code, err).to.equal(0);
  return JSON.parse(out) as unknown;
}

describe('Gradients over several paths', function () {
  this.timeout(240_000);

  for (const agent of [
    'softmax+gpomdp:beta=.9+conjpomdp',
    'softmax+gpomdp:beta=.9+natural-gradient',
    'softmax+auto+conjpomdp',
  ])
    it(`have the same bits in one thread and in two: ${agent}`, async () => {
      const one = await record(agent, '3', '--workers', '1');
      expect(one).to.deep.include({ status: 'finished' });
      expect(await record(agent, '3', '--workers', '2')).to.deep.equal(one);
    });

  it('have the same bits together in one thread, four in each of two, and alone in three', async () => {
    const agent = 'softmax+gpomdp:beta=.9+conjpomdp';
    const one = await record(agent, '8', '--workers', '1');
    expect(one).to.deep.include({ status: 'finished' });
    for (const workers of ['2', '3'])
      expect(await record(agent, '8', '--workers', workers), workers).to.deep.equal(one);
  });

  it('have the same bits in a study, whose runs are fewer than its workers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-paths-'));
    const lines = async (workers: string): Promise<string[]> => {
      const out = join(folder, workers);
      const problem = [
        '--env',
        'ThreeState-v0',
        '--agent',
        'softmax+gpomdp:beta=.8+conjpomdp',
        '--seeds',
        '1',
      ];
      const settings = ['--paths', '4', '--budget', '20000', '--bracket', '0', '--workers', workers];
      const { code, err } = await answer('compare', ...problem, ...settings, '--out', out);
      expect(code, err).to.equal(0);
      return readFileSync(join(out, 'runs.jsonl'), 'utf8').trim().split('\n');
    };
    try {
      const read = (text: string[]) => text.map((line) => (JSON.parse(line) as { theta: number[] }).theta);
      const [one, four] = [await lines('1'), await lines('4')];
      expect(read(one)).to.have.length(1);
      expect(read(four)).to.deep.equal(read(one));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are refused for an agent with a critic, which learns from one path to the next', async () => {
    const agent = 'softmax+gpomdp:beta=.8,baseline=critic+td+conjpomdp';
    const { code, err } = await answer('run', 'Tiger-v0', agent, '--paths', '2');
    expect(code).to.equal(2);
    expect(err).to.contain('has a critic, which learns from one path to the next');
  });

  it('refuse a number of paths below one', async () => {
    const { code, out, err } = await answer(
      ...['run', 'Tiger-v0', 'softmax+gpomdp:beta=.9+conjpomdp', '--paths', '0'],
    );
    expect([code, out]).to.deep.equal([2, '']);
    expect(err).to.contain('whole number');
  });
});
