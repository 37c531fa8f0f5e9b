import 'reflect-metadata';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';

/** Tiger with costs, as the reference solver gets it wrong. */
const TIGER = `discount: 0.95
values: cost
states: tiger-left tiger-right
actions: listen open-left open-right
observations: hear-left hear-right
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

/** A lamp that is hidden and a room that is seen: looking costs 1, a bet on the lamp pays 10 or −20 and moves on. */
const LAMP = `<?xml version="1.0"?>
<pomdpx version="1.0" id="lamp"><Description>lamp</Description><Discount>0.9</Discount>
<Variable>
<StateVar vnamePrev="room_0" vnameCurr="room_1" fullyObs="true"><ValueEnum>east west</ValueEnum></StateVar>
<StateVar vnamePrev="lamp_0" vnameCurr="lamp_1"><ValueEnum>on off</ValueEnum></StateVar>
<ObsVar vname="seen"><ValueEnum>bright dark</ValueEnum></ObsVar>
<ActionVar vname="act"><ValueEnum>look bet</ValueEnum></ActionVar><RewardVar vname="r"/>
</Variable>
<InitialStateBelief>
<CondProb><Var>room_0</Var><Parent>null</Parent><Parameter><Entry><Instance>-</Instance><ProbTable>1 0</ProbTable></Entry></Parameter></CondProb>
<CondProb><Var>lamp_0</Var><Parent>null</Parent><Parameter><Entry><Instance>-</Instance><ProbTable>uniform</ProbTable></Entry></Parameter></CondProb>
</InitialStateBelief>
<StateTransitionFunction>
<CondProb><Var>room_1</Var><Parent>act room_0</Parent><Parameter><Entry><Instance>look - -</Instance><ProbTable>identity</ProbTable></Entry><Entry><Instance>bet - -</Instance><ProbTable>0 1 1 0</ProbTable></Entry></Parameter></CondProb>
<CondProb><Var>lamp_1</Var><Parent>act lamp_0</Parent><Parameter><Entry><Instance>look - -</Instance><ProbTable>identity</ProbTable></Entry><Entry><Instance>bet * -</Instance><ProbTable>0.5 0.5</ProbTable></Entry></Parameter></CondProb>
</StateTransitionFunction>
<ObsFunction><CondProb><Var>seen</Var><Parent>room_1 lamp_1</Parent><Parameter><Entry><Instance>* - -</Instance><ProbTable>0.8 0.2 0.2 0.8</ProbTable></Entry></Parameter></CondProb></ObsFunction>
<RewardFunction><Func><Var>r</Var><Parent>act lamp_0</Parent><Parameter><Entry><Instance>look *</Instance><ValueTable>-1</ValueTable></Entry><Entry><Instance>bet on</Instance><ValueTable>10</ValueTable></Entry><Entry><Instance>bet off</Instance><ValueTable>-20</ValueTable></Entry></Parameter></Func></RewardFunction>
</pomdpx>`;

/** Emits a signal in this process, a moment after a command begins to handle it. */
function interrupt(signal: NodeJS.Signals): void {
  const before = process.listenerCount(signal);
  const look = setInterval(() => {
    if (process.listenerCount(signal) <= before) return;
    clearInterval(look);
    setTimeout(() => process.emit(signal, signal), 300);
  }, 5);
}

interface Solution {
  lower: number;
  upper: number;
  seconds: number;
  stopped: string;
  trace: { seconds: number; lower: number; upper: number }[];
}

describe('solve and evaluate', function () {
  this.timeout(240_000);
  const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-solve-'));
  const origin = process.cwd();
  before(() => {
    writeFileSync(join(home, 'tiger.POMDP'), TIGER);
    process.chdir(home);
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });
  const file = (name: string) => join(home, name);
  const refused = async (sentence: string | RegExp, ...args: string[]) => {
    const { code, out, err } = await answer(...args);
    expect({ code, out }).to.deep.equal({ code: 2, out: '' });
    expect(err).to.match(typeof sentence === 'string' ? new RegExp(sentence) : sentence);
  };

  it('solve brackets Tiger with costs, and says how it got there', async () => {
    const { code, out } = await answer('solve', file('tiger.POMDP'), '--json', '--precision', '0.01');
    expect(code).to.equal(0);
    const solution = JSON.parse(out) as Solution;
    expect(solution).to.include.keys(
      'solver',
      'lower',
      'upper',
      'seconds',
      'trials',
      'backups',
      'vectors',
      'beliefs',
    );
    expect(solution.lower).to.be.within(19.36, 19.3713683744);
    expect(solution.upper).to.be.within(19.3713683744, 19.3813683744);
    expect(solution.stopped).to.equal('solved');
    expect(solution.trace.at(-1)).to.include({ lower: solution.lower, upper: solution.upper });
  });

  it('solve prints a table, and writes policies that evaluate plays', async () => {
    for (const name of ['t.alpha', 't.policy']) {
      const solved = await answer('solve', file('tiger.POMDP'), '--output', file(name));
      expect(solved.out).to.match(/seconds +trials +backups +lower +upper +precision +vectors +beliefs/);
      expect(solved.out).to.contain(`The policy is in ${file(name)}.`);
      const args = ['--env', file('tiger.POMDP'), '--runs', '200', '--seed', '3', '--json'];
      const { code, out } = await answer('evaluate', file(name), ...args);
      expect(code).to.equal(0);
      const result = JSON.parse(out) as { mean: number; low: number; high: number; bracket: Solution };
      // The standard deviation of a return is about 30; the interval misses the value once in 20, this seed's does not.
      expect(result.low).to.be.lessThan(19.3713683744);
      expect(result.high).to.be.greaterThan(19.3713683744);
      expect(result.bracket.lower).to.be.within(19.37, 19.3713683744);
    }
  });

  it('extracts a controller: Tiger’s has five nodes and is worth 19.371368375, by linear equations', async () => {
    const { err } = await answer('solve', file('tiger.POMDP'), '--output', file('t.pg'));
    expect(err).to.match(
      /^A policy graph of 5 nodes: without a belief, it earns exactly 19\.371368 from the start\./,
    );
    const args = ['--env', file('tiger.POMDP'), '--runs', '200', '--seed', '3'];
    const { out } = await answer('evaluate', file('t.pg'), ...args, '--json');
    const { exact, low, high, bracket } = JSON.parse(out) as {
      [key in 'exact' | 'low' | 'high']: number;
    } & { bracket: Solution };
    expect(exact).to.be.closeTo(19.371368375, 1e-8);
    expect(exact).to.be.within(bracket.lower, bracket.upper);
    expect(exact).to.be.within(low, high); // 95 %: this seed’s does
    const shown = await answer('evaluate', file('t.pg'), ...args);
    expect(shown.out).to.contain('The policy graph is worth exactly 19.371368.');
  });

  it('extracts controllers that are worth what their policies are, from other models too', async () => {
    for (const id of ['CheeseMaze-v0', 'RockSample-v0']) {
      const args = ['solve', id, '--solver', 'sarsop:trials=12', '--output', file('c.pg'), '--json'];
      const { out, err } = await answer(...args);
      const { lower, upper } = JSON.parse(out) as Solution;
      const worth = Number(/earns (?:exactly|at least) (\S+) from/.exec(err)?.[1]);
      // Eight digits are shown. RockSample’s graph as it is read off the vectors would be worth 13.8 here, 2.5 too little.
      expect(worth).to.be.within(lower - 1e-4, upper + 1e-6);
    }
  });

  it('solve draws the policy graph', async () => {
    const { code } = await answer('solve', file('tiger.POMDP'), '--output', file('t.svg'));
    expect(code).to.equal(0);
    expect(readFileSync(file('t.svg'), 'utf8')).to.match(/<svg[^]*open&#45;left[^]*hear&#45;right/);
  });

  it('draws the value function of Tiger, with both bounds, and best actions over three states', async () => {
    const { code } = await answer('solve', file('tiger.POMDP'), '--figure', file('v.json'));
    expect(code).to.equal(0);
    const { layer } = JSON.parse(readFileSync(file('v.json'), 'utf8')) as {
      layer: { data: { values: { series: string; x: number; y: number }[] } }[];
    };
    const bounds = layer[1]!.data.values;
    const of = (series: string) => bounds.filter((point) => point.series === series);
    /** Between its corners the maximum of the vectors is a straight line. */
    const lower = (x: number) => {
      const corners = of('value, at least');
      const right = Math.max(
        1,
        corners.findIndex((corner) => corner.x >= x),
      );
      const [a, b] = [corners[right - 1]!, corners[right]!];
      return a.y + ((b.y - a.y) * (x - a.x)) / (b.x - a.x);
    };
    for (const { x, y } of of('value, at most')) expect(y).to.be.at.least(lower(x) - 1e-9);
    // Knowing where the tiger is: 10 now, and then a new start, .95 · 19.3713683744.
    expect(lower(0)).to.be.closeTo(10 + 0.95 * 19.3713683744, 2e-3);
    expect(of('value, at most')[0]!.y).to.be.closeTo(10 + 0.95 * 19.3713683744, 0.5);
    await answer('solve', 'ThreeState-v0', '--solver', 'sarsop:discount=.9', '--figure', file('v.svg'));
    expect(readFileSync(file('v.svg'), 'utf8')).to.match(/^<svg[^]*best action/);
    await refused(
      'over two or three states; Hallway-v0 has 60',
      'solve',
      'Hallway-v0',
      '--timeout',
      '1',
      '--figure',
      'h.svg',
    );
    await refused('A figure cannot be written to v.gif', 'solve', 'Tiger-v0', '--figure', 'v.gif');
  });

  it('keeps the best policy when the time is up, and when the person presses Ctrl-C', async () => {
    const late = await answer('solve', 'Hallway-v0', '--timeout', '0.3', '--output', file('late.alpha'));
    expect(late.code).to.equal(0);
    expect(late.err).to.contain('Stopped after');
    interrupt('SIGINT');
    const stopped = await answer('solve', 'Hallway-v0', '--output', file('stopped.alpha'));
    expect(stopped.code).to.equal(130);
    expect(stopped.err).to.contain(`Stopped. The best policy so far is in ${file('stopped.alpha')}.`);
    for (const name of ['late.alpha', 'stopped.alpha']) expect(existsSync(file(name))).to.equal(true);
  });

  it('keeps the best policy when it is asked to end, and when the terminal is closed', async () => {
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
      interrupt(signal);
      const { code } = await answer('solve', 'Hallway-v0', '--output', file(`${signal}.alpha`));
      expect(code).to.equal(130);
      expect(existsSync(file(`${signal}.alpha`))).to.equal(true);
    }
  });

  it('refuses before it solves what it could not write', async () => {
    const solve = ['solve', 'Hallway-v0', '--output'];
    await refused('there is no folder', ...solve, join(home, 'none', 'x.policy'));
    mkdirSync(file('folder.alpha'));
    await refused('that is a folder', ...solve, file('folder.alpha'));
    await refused('there is no folder', 'solve', 'Tiger-v0', '--figure', join(home, 'none', 'v.svg'));
    await refused('there is no folder', 'convert', 'Tiger-v0', join(home, 'none', 't.POMDP'));
    for (const name of ['x.svg', 'x.pg', 'x.policy']) {
      const args = ['ThreeState-v0', '--solver', 'value-iteration:discount=.9', '--output', file(name)];
      await refused('is no set of α-vectors', 'solve', ...args);
      expect(existsSync(file(name))).to.equal(false);
    }
  });

  it('writes one vector of zeros, or one node, where nothing is earned', async () => {
    writeFileSync(file('zero.POMDP'), TIGER.replaceAll(/(R: .* )-?\d+$/gm, '$10'));
    for (const name of ['z.alpha', 'z.policy', 'z.pg']) {
      expect((await answer('solve', file('zero.POMDP'), '--output', file(name))).code).to.equal(0);
      const args = ['--env', file('zero.POMDP'), '--runs', '3', '--json'];
      const { code, out } = await answer('evaluate', file(name), ...args);
      expect(code).to.equal(0);
      expect(JSON.parse(out)).to.include({ mean: 0, low: 0, high: 0 });
    }
    expect(readFileSync(file('z.alpha'), 'utf8')).to.equal('0\n0 0');
  });

  it('begins a graph that names no start at its best node, and says so', async () => {
    // Node 0 opens a door for ever, −45 a time: −900. Node 1 listens for ever: −1 / (1 − .95).
    writeFileSync(file('l.pg'), '0 1 0 0\n1 0 1 1\n');
    const { out, err } = await answer('evaluate', file('l.pg'), '--env', 'Tiger-v0', '--runs', '2', '--json');
    expect((JSON.parse(out) as { exact: number }).exact).to.be.closeTo(-20, 1e-9);
    expect(err).to.equal(
      'The file names no node to begin at: node 1, which is worth most at the start, is taken.\n',
    );
  });

  it('refuses a picture of more nodes than a person can read, and says what to write instead', async () => {
    const args = ['Hallway-v0', '--solver', 'sarsop:trials=40', '--output', file('large.svg')];
    const { code, err } = await answer('solve', ...args);
    expect(code).to.equal(2);
    expect(err).to.match(/The policy graph has more than 40 nodes.*\.pg or \.dot/);
    expect(err, 'what was found is not lost').to.contain(`Its α-vectors are in ${file('large.alpha')}.`);
    expect(existsSync(file('large.alpha'))).to.equal(true);
    expect(existsSync(file('large.svg'))).to.equal(false);
  });

  it('says what a format cannot carry', async () => {
    const loss = /the states that end an episode and what is seen before the first action/;
    for (const name of ['m.POMDP', 'm.pomdpx'])
      expect((await answer('convert', 'TMaze-v0', file(name))).err).to.match(loss);
    expect((await answer('convert', 'Tiger-v0', file('m.POMDP'))).err).to.equal('');
    const solved = await answer('solve', 'TMaze-v0:length=2', '--output', file('m.alpha'));
    expect(solved.err).to.match(loss);
  });

  it('writes a policy for a factored file in its factors, which earns what it promises', async () => {
    writeFileSync(file('lamp.pomdpx'), LAMP);
    const solved = await answer('solve', file('lamp.pomdpx'), '--output', file('lamp.policy'), '--json');
    const { lower } = JSON.parse(solved.out) as Solution;
    expect(readFileSync(file('lamp.policy'), 'utf8')).to.contain('vectorLength="2" numObsValue="2"');
    const args = ['--env', file('lamp.pomdpx'), '--runs', '400', '--json'];
    const { mean, high } = JSON.parse((await answer('evaluate', file('lamp.policy'), ...args)).out) as {
      mean: number;
      high: number;
    };
    // Three standard errors: too low by chance once in 700; this seed's is not.
    expect(mean + 3 * ((high - mean) / 1.96)).to.be.at.least(lower);
  });

  it('stops at the memory given with a sentence, and keeps the policy', async () => {
    const { code, err } = await answer(
      'solve',
      'Hallway-v0',
      '--memory',
      '10',
      '--output',
      file('small.alpha'),
    );
    expect(code).to.equal(2);
    expect(err).to.match(/^Hallway-v0 does not fit in 10 MB: allow more with --memory/);
    expect(existsSync(file('small.alpha'))).to.equal(true);
  });

  it('refuses with a sentence what cannot be solved or kept', async () => {
    writeFileSync(file('garbage.POMDP'), 'discount: what');
    await refused('garbage.POMDP:1:11: error: ', 'solve', file('garbage.POMDP'));
    writeFileSync(file('endless.POMDP'), TIGER.replace('0.95', '1'));
    await refused('The discount is 1\\.', 'solve', file('endless.POMDP'));
    await refused('no model, which a solver needs', 'solve', 'PuckPlane-v0');
    await refused('cannot be written to t.png: end the name in', 'solve', 'Tiger-v0', '--output', 't.png');
    await refused('has no precision to set', 'solve', 'Tiger-v0', '--solver', 'qmdp', '--precision', '1');
    await refused('It must be a number above 0', 'solve', 'Tiger-v0', '--timeout', '-1');
    await refused(
      'is no set of α-vectors',
      'solve',
      'ThreeState-v0',
      '--solver',
      'value-iteration:discount=.9',
      '--output',
      file('x.alpha'),
      '--json',
    );
    await refused('cannot be read', 'evaluate', file('none.alpha'), '--env', 'Tiger-v0');
    writeFileSync(file('wrong.alpha'), '0\n1 2 3\n');
    await refused(/wrong.alpha:2:5: Here an action/, 'evaluate', file('wrong.alpha'), '--env', 'Tiger-v0');
  });

  it('remembers brackets by what the model says', async () => {
    const folder = join('results', 'brackets');
    const args = ['--env', file('tiger.POMDP'), '--runs', '2', '--bracket', '300', '--json'];
    await answer('solve', file('tiger.POMDP'), '--output', file('b.alpha'), '--json');
    const first = await answer('evaluate', file('b.alpha'), ...args);
    const names = readdirSync(folder);
    // A bracket that is searched for again is written again, which the time of its file shows.
    const longAgo = new Date(0);
    for (const name of names) utimesSync(join(folder, name), longAgo, longAgo);
    const second = await answer('evaluate', file('b.alpha'), ...args);
    expect(first.out).to.contain('SARSOP, ');
    expect(second.out).to.equal(first.out);
    for (const name of names) expect(statSync(join(folder, name)).mtime).to.deep.equal(longAgo);
    expect(readdirSync(folder)).to.deep.equal(names);
  });
});
