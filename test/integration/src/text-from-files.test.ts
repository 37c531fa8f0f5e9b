import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { pomdpGym, workspace } from './command.test.support.js';

const ESCAPE = '\u001b';
const STEERING = /[\p{Cc}\p{Bidi_Control}]/u;

describe('what files and plugins say', function () {
  this.timeout(240_000);
  const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-text-'));
  after(() => rmSync(home, { recursive: true }));

  const model = (name: string) =>
    `discount: .9\nvalues: reward\nstates: ${name} b\nactions: ${name} stay\nobservations: ${name} y\n` +
    `start: uniform\nT: * uniform\nO: * uniform\nR: stay : * : * : * 1\n`;

  it('reaches terminal, JSON and page without codes: names of models, studies and agents, and thrown messages', () => {
    const name = `a${ESCAPE}[2J\u009bb\u202ec`;
    writeFileSync(join(home, 'odd.POMDP'), model(name));
    writeFileSync(
      join(home, 'index.mjs'),
      "import { contribute } from '@pomdp-gym/contracts';\nexport default () => { throw new Error('\\u001b]0;title\\u0007'); };\n",
    );
    const quoted = JSON.stringify(`${ESCAPE}[31mred`);
    writeFileSync(
      join(home, 'study.yaml'),
      `name: ${quoted}\nenvironments: [{ name: ${quoted}, id: odd.POMDP }]\nagents: [{ name: ${quoted}, policy: uniform }]\nseeds: 2\n`,
    );
    const outcomes = [
      pomdpGym(home, 'info', 'odd.POMDP'),
      pomdpGym(home, 'info', 'odd.POMDP', '--json'),
      pomdpGym(home, 'compare', 'study.yaml', '--out', 'out'),
      pomdpGym(home, 'list', '--plugin', './index.mjs'),
      pomdpGym(home, 'info', `${ESCAPE}[2J`),
    ];
    for (const { out, err } of outcomes) {
      for (const line of `${out}\n${err}`.split('\n')) expect(line).not.to.match(STEERING);
    }
    expect(outcomes[0]!.out).to.include('a␛[2J�b�c');
    expect((JSON.parse(outcomes[1]!.out) as { actionSpace: object }).actionSpace).to.deep.include({
      labels: [name, 'stay'],
    });
    const page = readFileSync(join(home, 'out', 'report.html'), 'utf8');
    expect(page).to.include('␛[31mred');
    for (const line of page.split('\n')) expect(line).not.to.match(/[\p{Cc}]/u);
  });

  it('is quoted in part where it is long', () => {
    const number = '9x'.repeat(1e6);
    writeFileSync(
      join(home, 'long.pomdpx'),
      `<?xml version="1.0"?><pomdpx version="1.0" id="x"><Discount>${number}</Discount></pomdpx>`,
    );
    writeFileSync(join(home, 'long.POMDP'), model('a').replace('.9', number));
    for (const file of ['long.pomdpx', 'long.POMDP']) {
      for (const command of ['check', 'info']) {
        const { out, err } = pomdpGym(home, command, file);
        expect(`${out}${err}`.length, `${command} ${file}`).to.be.within(20, 8000);
      }
    }
  });

  it('cannot be printed on a full disk, which takes one sentence and exit code 1', function () {
    if (!existsSync('/dev/full')) this.skip();
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(
      process.execPath,
      [`${workspace}/apps/cli/bin/pomdp-gym.js`, 'list'],
      {
        encoding: 'utf8',
        stdio: ['ignore', full, 'pipe'],
        env: { ...process.env, NODE_OPTIONS: '' },
      },
    );
    closeSync(full);
    expect(status).to.equal(1);
    expect(stderr).to.match(/^Standard output cannot be written: no space is left there\.\n$/);
  });
});
