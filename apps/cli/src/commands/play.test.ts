import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const main = fileURLToPath(new URL('../../bin/pomdp-gym.js', import.meta.url));

describe('play', () => {
  it('takes its input from a pipe and returns one JSON document, the game itself on standard error', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [main, 'play', 'Tiger-v0', '--seed', '3', '--json'],
      { input: 'listen\n\nopen-left\nq\n', encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
    );
    expect(status).to.equal(0);
    const { environment, seed, steps, total, truth } = JSON.parse(stdout) as {
      environment: string;
      seed: number;
      steps: { action: string; reward: number }[];
      total: number;
      truth: { picture: string[]; facts: object };
    };
    expect([environment, seed]).to.deep.equal(['Tiger-v0', 3]);
    expect(steps.map(({ action }) => action)).to.deep.equal(['listen', 'open-left']);
    expect(total).to.equal(steps.reduce((sum, { reward }) => sum + reward, 0));
    expect(truth.picture[0]).to.equal('+---+   +---+');
    expect(truth.facts).to.have.property('tiger behind');
    expect(stderr).to.include('> listen\nstep 1, listen: saw').and.include('The end:');
  });
});
