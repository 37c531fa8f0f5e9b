import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseModel } from '@pomdp-gym/model-files';
import 'reflect-metadata';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';

const TIGER = `discount: 0.95
values: cost
states: tiger-left tiger-right
actions: listen open-left open-right
observations: hear-left hear-right
start: 0.25 0.75
T: listen identity
T: open-left uniform
T: open-right uniform
O: listen
0.85 0.15
0.15 0.85
O: open-left uniform
O: open-right uniform
R: listen : * : * : * 1
R: open-left : tiger-left : * : * 100
R: open-left : tiger-right : * : * -10
R: open-right : tiger-left : * : * -10
R: open-right : tiger-right : * : * 100
`;

describe('commands on model files', () => {
  let home: string;
  const at = (name: string, text?: string) => {
    const path = join(home, name);
    if (text !== undefined) writeFileSync(path, text);
    return path;
  };
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-files-'));
  });
  after(() => rmSync(home, { recursive: true }));

  it('info shows the model in figures', async () => {
    const path = at('tiger.POMDP', TIGER);
    const { code, out } = await answer('info', path, '--json');
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.deep.include({
      states: 2,
      actions: 3,
      observations: 2,
      discount: 0.95,
      rewardRange: [-100, 10],
      startSupport: 2,
      transitions: 10,
      observationEntries: 12,
      lint: [],
      warnings: [],
      id: path,
    });
    const said = await answer('info', path);
    expect(said.out.startsWith(`${path}  environment`), 'its title').to.equal(true);
    expect(said.out).to.match(/transitions +10 of 12 possible \(83 %\)/);
  });

  it('info tells what is odd', async () => {
    const path = at('odd.POMDP', `${TIGER}T: open-left identity\nT: open-right identity\n`);
    const { out } = await answer('info', path);
    expect(out).to.include('2 states (tiger-left, tiger-right) are never left, and not marked as an end.');
  });

  it('every command that opens a doubtful file says on standard error how it was read, once', async () => {
    const path = at('doubtful.POMDP', TIGER.replace('0.85 0.15', '0.85 0.2'));
    const warning = `${path}:11:1: warning: The probabilities of \`O: listen : tiger-left\` sum to 1.05, not to 1; they are read divided by their sum.`;
    const folder = at('doubtful-results');
    const commands = [
      ['info', path],
      ['analyze', path, '--policy', 'uniform'],
      ['run', path, 'uniform', '--budget', '100'],
      ['compare', '--env', path, '--agent', 'uniform', '--seeds', '1', '--budget', '100', '--out', folder],
    ];
    for (const command of commands) {
      const { code, err } = await answer(...command, '--json');
      expect(code, err).to.equal(0);
      expect(err.split(warning), command[0]).to.have.length(2);
    }
    const { warnings } = JSON.parse((await answer('info', path, '--json')).out) as { warnings: string[] };
    expect(warnings).to.deep.equal([warning]);
  });

  it('check passes a sound file', async () => {
    const path = at('tiger.POMDP', TIGER);
    expect(await answer('check', path)).to.deep.equal({
      code: 0,
      out: 'Nothing is wrong with it.\n',
      err: '',
    });
    const { code, out } = await answer('check', path, '--json');
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.deep.equal({
      file: path,
      passed: true,
      reads: true,
      diagnostics: [],
      lint: [],
    });
  });

  it('check tells of rewards that can never be collected, and leaves with 0', async () => {
    const path = at('lost.POMDP', `${TIGER}R: listen : tiger-left : tiger-right : * 7\n`);
    const line = readFileSync(path, 'utf8').trimEnd().split('\n').length;
    const message =
      'The cost 7 of `R: listen : tiger-left : tiger-right : *` can never be collected: all that it names has probability 0.';
    const said = await answer('check', path);
    expect(said.code).to.equal(0);
    expect(said.out).to.equal(`${path}:${line}:1: odd: ${message}\nNothing is wrong with it.\n`);
    const { passed, lint } = JSON.parse((await answer('check', path, '--json')).out) as Record<
      string,
      unknown
    >;
    expect(passed).to.equal(true);
    expect(lint).to.deep.equal([{ kind: 'unattainable-reward', line, column: 1, message }]);
  });

  it('check prints every finding with its place, and leaves with 1', async () => {
    const path = at('bad.POMDP', `${TIGER}R: lisen : * : * : * 1\nT: open-left : tiger-left 0.5 0.2\n`);
    const { code, out } = await answer('check', path, '--json');
    expect(code).to.equal(1);
    const { diagnostics, reads } = JSON.parse(out) as { diagnostics: object[]; reads: boolean };
    expect(reads).to.equal(false);
    expect(diagnostics).to.have.length(2);
    expect(diagnostics[0]).to.include({
      severity: 'error',
      line: 20,
      column: 4,
      text: 'lisen',
      message: 'There is no action `lisen`. Did you mean `listen`?',
    });
    expect(diagnostics[1]).to.deep.include({ line: 21, column: 27, kind: 'row-sum' });
    const said = await answer('check', path);
    expect(said.out).to.include(`${path}:20:4: error: There is no action \`lisen\`.`);
    expect(said.out).to.match(/2 findings; it cannot be used\.\n$/);
  });

  it('check counts what is read with a warning', async () => {
    const path = at('warned.POMDP', TIGER.replace('discount: 0.95\n', ''));
    const { code, out } = await answer('check', path);
    expect(code).to.equal(1);
    expect(out)
      .to.include(':6:1: warning: `discount:` is missing')
      .and.include('1 finding; it is read all the same.');
  });

  it('convert goes there and back without losing a bit, costs and all', async () => {
    const [from, over, back] = [at('tiger.POMDP', TIGER), at('tiger.pomdpx'), at('back.POMDP')];
    expect((await answer('convert', from, over)).out).to.equal(
      `${over}: 2 states, 3 actions, 2 observations.\n`,
    );
    const { code, out } = await answer('convert', over, back, '--json');
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.deep.include({ from: over, to: back, states: 2, actions: 3, observations: 2 });
    expect(parseModel(readFileSync(back)).model).to.deep.equal(parseModel(TIGER).model);
    await answer('convert', from, back);
    expect(readFileSync(back, 'utf8')).to.include('values: cost');
  });

  it('convert writes the model of an environment', async () => {
    const path = at('three.POMDP');
    expect((await answer('convert', 'ThreeState-v0', path)).code).to.equal(0);
    expect(parseModel(readFileSync(path)).model).to.include({ states: 3, actions: 2, observations: 3 });
  });

  it('are read whatever stands in their path, compressed or not, and through File whatever they end in', async () => {
    mkdirSync(join(home, 'gamma=.9'), { recursive: true });
    const packed = at('packed.POMDP.gz');
    writeFileSync(packed, gzipSync(TIGER));
    const paths = [at(join('gamma=.9', 'tiger.mdp'), TIGER), packed, `File:path=${at('tiger.txt', TIGER)}`];
    for (const path of paths) {
      const { code, out } = await answer('check', path);
      expect([code, out], path).to.deep.equal([0, 'Nothing is wrong with it.\n']);
      expect((await answer('info', path)).code, path).to.equal(0);
    }
    const refused = await answer('info', at('tiger.txt'));
    expect([refused.code, refused.out]).to.deep.equal([2, '']);
    expect(refused.err).to.match(
      /^.*tiger\.txt is a file that ends in \.txt\. .* name it File:path=.*tiger\.txt\.\n$/,
    );
  });

  it('says in a sentence what it cannot do, with exit code 2', async () => {
    const tiger = at('tiger.POMDP', TIGER);
    const bad = at('bad.POMDP', 'nonsense');
    const refusals: [string[], RegExp][] = [
      [
        ['convert', tiger, at('tiger.txt')],
        /tiger\.txt does not say what to write: name a file that ends in \.POMDP/,
      ],
      [['convert', tiger, tiger], /would be written over itself/],
      [
        ['convert', tiger, join(home, 'no', 'folder.POMDP')],
        /folder\.POMDP cannot be written: there is no folder/,
      ],
      [
        ['convert', at('none.POMDP'), at('b.pomdpx')],
        /The model file .*none\.POMDP cannot be read: there is no such file\./,
      ],
      [['convert', 'PuckPlane-v0', at('b.pomdpx')], /PuckPlane-v0 has no model that could be written down/],
      [['convert', bad, at('b.pomdpx')], /bad\.POMDP:1:1: error: `nonsense` belongs to nothing/],
      [['check', at('none.POMDP')], /none\.POMDP cannot be read/],
      [['info', bad], /bad\.POMDP is no model that can be used/],
    ];
    for (const [args, sentence] of refusals) {
      const { code, out, err } = await answer(...args);
      expect([code, out], args.join(' ')).to.deep.equal([2, '']);
      expect(err).to.match(sentence);
    }
  });

  it('are refused in one sentence where what is computed from their rewards overflows', async () => {
    const path = join(home, 'large.POMDP');
    for (const reward of ['1e150', '-1.7e308']) {
      writeFileSync(
        path,
        `discount: .9\nvalues: reward\nstates: 2\nactions: a b\nobservations: 1\nstart: uniform\nT: * uniform\nO: * uniform\nR: b : * : * : * ${reward}\n`,
      );
      for (const command of [['analyze'], ['solve'], ['info'], ['compare', '--agent', 'uniform', '--env']]) {
        const { code, err } = await answer(...command, path);
        expect(code, command[0]).to.equal(2);
        expect(err)
          .to.include(`A reward under b is ${Number(reward)}: `)
          .and.match(/^[^\n]+\n$/);
      }
    }
  });

  it('are analysed by simulation too', async () => {
    const path = join(home, 'pair.POMDP');
    writeFileSync(
      path,
      'discount: .9\nvalues: reward\nstates: 2\nactions: 2\nobservations: 1\nstart: uniform\nT: * uniform\nO: * uniform\nR: 1 : * : * : * 1\n',
    );
    const args = ['--simulate', '3', '--steps', '50', '--beta', '0', '--json'];
    const { code, out } = await answer('analyze', path, ...args);
    expect(code).to.equal(0);
    const { measured } = JSON.parse(out) as { measured: { runs: number; mean: number }[] };
    expect(measured).to.have.length(1);
    expect(measured[0]!.runs).to.equal(3);
    expect((await answer('analyze', `File:path=${path}`, ...args)).out).to.equal(out);
  });
});
