import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';

describe('what is learnt and what solvers find, exchanged by files', function () {
  this.timeout(240_000);
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-learnt-'));
  });
  after(() => rmSync(home, { recursive: true }));

  const file = (name: string) => join(home, name);
  const read = (name: string) => readFileSync(file(name), 'utf8');

  /** Runs an agent on Tiger, which is to succeed; returns the record. */
  async function run(agent: string, ...more: string[]): Promise<Record<string, unknown>> {
    const { code, out, err } = await answer('run', 'Tiger-v0', agent, '--json', ...more);
    expect(code, err).to.equal(0);
    return JSON.parse(out) as Record<string, unknown>;
  }

  it('a graph that solve wrote is a controller, which is rounded to that graph, which evaluate reads', async () => {
    expect((await answer('solve', 'Tiger-v0', '--output', file('tiger.pg'))).code).to.equal(0);
    const agent = `controller:graph=file:${file('tiger.pg')},temperature=.05`;
    const record = await run(agent, '--output', file('again.pg'));
    // e^−20 of all else, times rewards of 100: Tiger's best average reward is 1.0837887.
    expect(record['averageReward']).to.be.closeTo(1.0837887, 1e-5);
    expect(record['exact']).to.equal(true);
    expect(read('again.pg')).to.equal(`#@pomdp-gym start 2 0\n${read('tiger.pg')}`);
    const evaluated = await answer(
      'evaluate',
      file('again.pg'),
      '--env',
      'Tiger-v0',
      '--runs',
      '10',
      '--json',
    );
    const { exact } = JSON.parse(evaluated.out) as { exact: number };
    expect(exact).to.be.closeTo(19.371368, 1e-5);
  });

  it('parameters that were written are those that another run starts from', async () => {
    const learnt = await run('controller:nodes=2', '--output', file('theta.json'));
    const parameters = JSON.parse(read('theta.json')) as number[];
    expect(parameters).to.have.length(2 * 3 * 3 + 2 * 3 * 3 * 2);
    const again = await run(`controller:nodes=2,parameters=file:${file('theta.json')}`);
    expect(again['averageReward']).to.equal(learnt['averageReward']);
  });

  it('a controller starts from the seed of its run', async () => {
    const rewards = [];
    for (const seed of ['1', '1', '2'])
      rewards.push((await run('controller:structure=sparse', '--seed', seed))['averageReward']);
    expect(rewards[0]).to.equal(rewards[1]);
    expect(rewards[0]).to.not.equal(rewards[2]);
  });

  it('a policy is written as text and as a picture, with probabilities', async () => {
    await run('controller:nodes=2,initialScale=0', '--output', file('two.txt'));
    expect(read('two.txt').split('\n').slice(0, 2)).to.deep.equal([
      'node 0, begins with 1.00',
      `  tiger-left: ${['listen', 'open-left', 'open-right'].map((u) => `${u} → 0 0.17, ${u} → 1 0.17`).join(', ')}`,
    ]);
    await run('uniform', '--output', file('uniform.txt'));
    expect(read('uniform.txt')).to.include('  tiger-left: listen 0.33, open-left 0.33, open-right 0.33');
    await run('belief', '--output', file('belief.txt'));
    expect(read('belief.txt')).to.match(/^Weights of the belief:\nlisten: 0\.00 0\.00\n/);
    await run('controller:nodes=2,initialScale=0', '--output', file('two.svg'));
    expect(read('two.svg')).to.include('<svg').and.to.include('tiger&#45;left: listen 0.17');
  });

  const refused: [string, string[], string][] = [
    ['a file of no format', ['softmax', '--output', 'x.png'], 'end the name in .txt (text)'],
    ['a folder that is not there', ['softmax', '--output', 'no/x.txt'], 'there is no folder no'],
    ['a solver', ['sarsop', '--output', 'x.pg'], 'written by solve --output'],
    ['a belief as a graph', ['belief', '--output', 'x.pg'], 'no finite-state controller'],
    [
      'a picture nobody can read',
      ['controller:nodes=41', '--output', 'x.svg'],
      'more than 40: write it as text',
    ],
    ['a file that is not there', ['controller:graph=file:nothing.pg'], 'nothing.pg cannot be read'],
  ];
  for (const [what, args, sentence] of refused) {
    it(`refuses ${what} before it runs`, async () => {
      const { code, out, err } = await answer('run', 'Tiger-v0', ...args);
      expect([code, out]).to.deep.equal([2, '']);
      expect(err).to.include(sentence);
    });
  }

  it('refuses a .json file that holds no JSON', async () => {
    writeFileSync(file('odd.json'), '[1,');
    const { code, err } = await answer('run', 'Tiger-v0', `controller:parameters=file:${file('odd.json')}`);
    expect(code).to.equal(2);
    expect(err).to.include('odd.json holds no JSON');
  });
});
