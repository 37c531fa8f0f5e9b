import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { loopingPlugin } from './looping-plugin.test.support.js';

const main = fileURLToPath(new URL('../bin/pomdp-gym.js', import.meta.url));
describe('run, where a step of the environment loops for ever', function () {
  this.timeout(240_000);
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-stuck-'));
    writeFileSync(join(home, 'loop.js'), loopingPlugin);
  });
  after(() => rmSync(home, { recursive: true }));

  const args = [main, 'run', 'Loop-v0', 'uniform', '--plugin', './loop.js'];

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`ends at ${signal}`, async () => {
      const child = spawn(process.execPath, args, { cwd: home });
      let err = '';
      child.stderr.on('data', (data: Buffer) => (err += data.toString()));
      await once(child.stdout, 'data'); // the head: its handlers are set before the run begins
      child.kill(signal);
      const [code] = (await once(child, 'close')) as [number | null];
      expect(code).to.equal(130);
      // What the plugin writes comes through its thread, before this line or after it.
      expect(err.split('\n')).to.include(
        'Stopped. A single run keeps nothing; use compare for results that last.',
      );
    });
  }

  it('is ended as timed out once its patience is over', () => {
    const { status, stdout } = spawnSync(process.execPath, [...args, '--patience', '1', '--json'], {
      cwd: home,
      encoding: 'utf8',
    });
    expect(status).to.equal(1);
    expect(JSON.parse(stdout)).to.include({
      status: 'timed out',
      error: 'timed out: it gave no sign of progress for 1 seconds',
    });
  });
});
