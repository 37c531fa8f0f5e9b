import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { loadMachinery } from '@pomdp-gym/experiments-memory';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';
import { openRegistry } from '../open-registry.js';

const { controllerAscents, optimumBracket, sampledAscents } = await loadMachinery();

const tiger = { environment: { id: 'Tiger-v0', options: {} }, observeFirst: false, startState: null };

describe('the truth table of memory', () => {
  let home: string;
  before(() => (home = mkdtempSync(join(tmpdir(), 'pomdp-gym-memory-'))));
  after(() => rmSync(home, { recursive: true }));

  it('finds the optimum of Tiger, 19.3714, with 5 nodes, and -20 without memory', async () => {
    const registry = await openRegistry([], home);
    const valueOf = async (controller: object, warm: object | null = null) => {
      const search = { step: 'search', longestMove: 0.03, iterations: 400 };
      const optimizer = { optimizer: { id: 'natural-gradient', options: search }, iterates: 6, gain: 1e-7 };
      const settings = { problem: tiger, controller, warm, optimizer };
      const { value, gradients } = controllerAscents.line.parse(
        await controllerAscents.make(settings, 0, registry),
      );
      expect(gradients).to.be.below(400);
      return value;
    };
    // Where the ends of other seeds lie is for the table to say; these two are graphs, to the gain at which an ascent ends.
    expect(await valueOf({ nodes: 5, stay: 4 })).to.be.closeTo(19.3714, 1e-3);
    expect(await valueOf({ nodes: 1, stay: 4 })).to.be.closeTo(-20, 1e-3);
    const fromGraph = await valueOf({ temperature: 0.25 }, { work: 500, nodes: 12 });
    expect(fromGraph).to.be.closeTo(19.3714, 1e-3);
    const bracket = await optimumBracket.make({ problem: tiger, work: 5000, precision: 1e-3 }, 0, registry);
    const { lower, upper } = optimumBracket.line.parse(bracket);
    expect(lower).to.be.below(19.3714 + 1e-4);
    expect(upper).to.be.above(19.3714 - 1e-4);
    expect(upper - lower).to.be.below(0.02);
  });

  it('has controllers that climb from samples above what is possible without memory, and counts their steps', async () => {
    const registry = await openRegistry([], home);
    const cheese = {
      environment: { id: 'CheeseMaze-v0', options: {} },
      observeFirst: true,
      startState: null,
    };
    const settings = {
      problem: cheese,
      controller: { nodes: 4, stay: 4 },
      estimator: { beta: 0.98, baseline: 'observation', standardErrors: false },
      optimizer: { step: 'relative', longestMove: 0.5, damping: 0, noiseDamping: 1e-4, iterations: 30 },
      steps: 10_000,
    };
    const { value, steps } = sampledAscents.line.parse(await sampledAscents.make(settings, 0, registry));
    expect(steps).to.equal(300_000);
    // Without memory 2.0791 is the most; the optimum is 3.5789.
    expect(value).to.be.above(2.0792);
    expect(value).to.be.below(3.579);
  });

  it('holds samples to exact gradients where it is asked to', async () => {
    const out = join(home, 'samples');
    const recipe = 'memory:only=[cheese],samples=true,seeds=1';
    const { code, out: printed } = await answer('reproduce', recipe, '--quick', '--json', '--out', out);
    const { experiments } = JSON.parse(printed) as {
      experiments: { claims: { statement: string; found: string }[] }[];
    };
    expect(code).to.be.oneOf([0, 1]);
    const claim = experiments[0]!.claims.find(({ statement }) => statement.includes('from samples'));
    expect(claim?.statement).to.contain('controllers of 4 nodes');
    expect(claim?.found).to.match(/ after 4\S*0 steps beside 3\./u);
  });

  it('is a command that takes options, and refuses a problem that it does not have in a sentence', async () => {
    const out = join(home, 'command');
    const { code, out: printed } = await answer(
      'reproduce',
      'memory:only=[cheese]',
      '--quick',
      '--json',
      '--out',
      out,
    );
    const { experiments } = JSON.parse(printed) as {
      experiments: { id: string; claims: { statement: string; verdict: string }[] }[];
    };
    expect(code).to.equal(0);
    const verdicts = experiments[0]!.claims.map(({ verdict }) => verdict);
    // One problem of seven decides nothing about four of them; the best memoryless value and the bracket are decided.
    expect(verdicts).to.deep.equal(['open', 'agrees', 'agrees']);
    const refused = await answer('reproduce', 'memory:only=[chess]', '--quick', '--out', out);
    expect(refused.code).to.equal(2);
    expect(refused.err).to.contain('There is no problem chess in the table; there are tiger, 4x3');
  });
});
