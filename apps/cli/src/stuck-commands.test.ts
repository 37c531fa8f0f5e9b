import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { loopingPlugin } from './looping-plugin.test.support.js';

const main = fileURLToPath(new URL('../bin/pomdp-gym.js', import.meta.url));

describe('a command, where a step of the environment loops for ever', function () {
  this.timeout(240_000);
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-stuck-'));
    writeFileSync(join(home, 'loop.js'), loopingPlugin);
  });
  after(() => rmSync(home, { recursive: true }));

  /** Sends a signal once the plugin is in its step, and gathers what the command prints. */
  async function interrupted(signal: NodeJS.Signals, args: readonly string[], input = '') {
    const child = spawn(process.execPath, [main, ...args], { cwd: home });
    child.stdin.write(input);
    const printed = { out: '', err: '', sent: false };
    child.stdout.on('data', (data: Buffer) => (printed.out += data.toString()));
    child.stderr.on('data', (data: Buffer) => {
      printed.err += data.toString();
      if (printed.sent || !printed.err.includes('in its step')) return;
      printed.sent = child.kill(signal);
    });
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, ...printed };
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`ends check at ${signal}, with the rules that are decided`, async () => {
      const { code, out, err } = await interrupted(signal, ['check', './loop.js', '--json']);
      expect(code).to.equal(130);
      expect(err.split('\n')).to.include('Stopped before its end: the other rules are not tried.');
      const { checks, ...rest } = JSON.parse(out) as { checks: { id: string; verdict: string }[] };
      expect(rest).to.deep.equal({ plugin: './loop.js', passed: false, stopped: true });
      expect(checks).to.not.be.empty;
      expect(checks.every(({ id, verdict }) => id === 'Loop-v0' && verdict !== 'broken')).to.equal(true);
    });

    it(`ends analyze --simulate at ${signal}, with what is exact`, async () => {
      const args = ['analyze', 'ModelledLoop-v0', '--plugin', './loop.js', '--simulate', '2', '--json'];
      const { code, out, err } = await interrupted(signal, args);
      expect(code).to.equal(130);
      expect(err.split('\n')).to.include('Stopped after 0 of 2 runs.');
      const report = JSON.parse(out) as object;
      expect(report).to.include({ stopped: true }).and.have.property('gradient').that.has.length(4);
      expect(report).to.have.property('measured').that.deep.equals([]);
    });

    it(`ends play at ${signal}, with the game so far`, async () => {
      const args = ['play', 'Loop-v0', '--plugin', './loop.js', '--seed', '1', '--json'];
      const { code, out, err } = await interrupted(signal, args, '0\n');
      expect(code, err).to.equal(130);
      expect(err.split('\n')).to.include('Stopped.');
      expect(JSON.parse(out)).to.deep.include({ seed: 1, steps: [], total: 0, truth: null, stopped: true });
    });

    it(`ends play at ${signal} while it waits for an action`, async () => {
      const child = spawn(process.execPath, [main, 'play', 'Tiger-v0'], { cwd: home });
      let out = '';
      child.stdout.on('data', (data: Buffer) => {
        if (!out.includes('seen first') && `${out}${data.toString()}`.includes('seen first'))
          child.kill(signal);
        out += data.toString();
      });
      const [code] = (await once(child, 'close')) as [number | null];
      expect(code).to.equal(130);
      expect(out)
        .to.include('The end: reward 0 in 0 steps')
        .and.match(/tiger behind: (left|right) door/);
    });
  }

  it('ends play with a sentence where a step ends the process or throws, with the game so far', () => {
    const sentences = [
      ['exits.js', 'process.exit(5);', 'A plugin calls process.exit(5), which ends the command'],
      ['throws.js', 'throw new Error("broken");', 'The environment Loop-v0 fails: Error: broken.'],
    ] as const;
    for (const [file, deed, sentence] of sentences) {
      writeFileSync(join(home, file), loopingPlugin.replace('for (;;);', deed));
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [main, 'play', 'Loop-v0', '--plugin', `./${file}`],
        { cwd: home, encoding: 'utf8', input: '0\n1\n' },
      );
      expect(status, stderr).to.equal(2);
      expect(stderr).to.include(sentence);
      expect(stdout).to.include('The end: reward 0 in 0 steps');
    }
  });
});
