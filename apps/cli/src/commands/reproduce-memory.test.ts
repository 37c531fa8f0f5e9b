import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { loadMachinery } from '@pomdp-gym/experiments-memory';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';
import { openRegistry } from '../open-registry.js';

const { controllerAscents, optimumBracket } = await loadMachinery();

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
