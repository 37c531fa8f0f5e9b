import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

  it('comes to the verdict of check', async () => {
    writeFileSync(
      join(home, 'broken.mjs'),
      `const options = { _zod: {}, safeParse: () => ({ success: true, data: {} }) };
       const spec = { id: 'Broken-v0', summary: 'Cannot be made.', options, create: () => undefined.foo };
       export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/environment')).toConstantValue(spec) };`,
    );
    const { code, err } = await unread('check', './broken.mjs');
    expect([code, err]).to.deep.equal([1, '']);
  });

  it('ends at once where nothing is to be written and there is no verdict', async () => {
    const { code, err } = await unread('run', 'ThreeState-v0', 'softmax+olpomdp', '--budget', '1000000000');
    expect([code, err]).to.deep.equal([0, '']);
  });
});
