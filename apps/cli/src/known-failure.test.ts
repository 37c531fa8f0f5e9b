import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const main = fileURLToPath(new URL('../bin/pomdp-gym.js', import.meta.url));

describe('compare, where solvers refuse their models', function () {
  this.timeout(240_000);
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-known-'));
  });
  after(() => rmSync(home, { recursive: true }));

  it('runs none of 180 runs, says one sentence for each of 3 pairs of 6, leaves no folder and exits with 2', () => {
    const problems = ['--env', 'ThreeState-v0', '--env', 'Tiger-v0'];
    const agents = ['uniform', 'sarsop', 'value-iteration'].flatMap((agent) => ['--agent', agent]);
    const given = [
      main,
      'compare',
      ...problems,
      ...agents,
      '--seeds',
      '30',
      '--workers',
      '2',
      '--out',
      'out',
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, given, { cwd: home, encoding: 'utf8' });
    expect([status, stdout], stderr).to.deep.equal([2, '']);
    const lines = stderr.trimEnd().split('\n');
    expect(lines).to.have.length(3);
    expect(lines[0]).to.match(/^sarsop cannot run in ThreeState-v0: The model states no discount, /);
    expect(lines[1]).to.match(/^value-iteration cannot run in ThreeState-v0: The model states no discount: /);
    expect(lines[2]).to.match(
      /^value-iteration cannot run in Tiger-v0: The observations of this model hide /,
    );
    expect(existsSync(join(home, 'out'))).to.equal(false);
  });
});
