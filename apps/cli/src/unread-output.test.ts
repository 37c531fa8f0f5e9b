import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const main = fileURLToPath(new URL('../bin/pomdp-gym.js', import.meta.url));

describe('a command whose standard output nobody reads to its end', function () {
  this.timeout(240_000);
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-unread-'));
  });
  after(() => rmSync(home, { recursive: true }));

  /** Runs a command and closes its standard output at the first line. */
  async function unread(...args: string[]) {
    const child = spawn(process.execPath, [main, ...args], { cwd: home });
    let err = '';
    child.stderr.on('data', (data: Buffer) => (err += data.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, err };
  }

  it('writes the policy that solve was asked for', async () => {
    const { code, err } = await unread(
      ...['solve', 'Tiger-v0', '--precision', '1e-6', '--output', 'tiger.alpha'],
    );
    expect(code, err).to.equal(0);
    expect(readFileSync(join(home, 'tiger.alpha'), 'utf8')).to.match(/^\d/m);
  });

  it('ends at once where nothing is to be written', async () => {
    const { code, err } = await unread('run', 'ThreeState-v0', 'softmax+olpomdp', '--budget', '1000000000');
    expect([code, err]).to.deep.equal([0, '']);
  });
});
