import 'reflect-metadata';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { answer } from './answer.test.support.js';

/** A learner that learns nothing: it always takes action 1, and its table is whatever is claimed. */
const learner = (id: string, claimed: string) => `{
  id: '${id}', summary: 'Always action 1.', options: z.strictObject({}),
  create: (_options, { observationSpace, actionSpace }) => ({
    policy: {
      reset() {}, act: () => 1,
      table: () => {
        const [observations, actions] = [observationSpace.size, actionSpace.size];
        const probabilities = Float64Array.from({ length: observations * actions }, (_, i) => ${claimed});
        return { observations, actions, probabilities };
      },
    },
    update() {},
  }),
}`;

const plugin = `import { z } from '${import.meta.resolve('zod')}';
const specs = [${learner('true-table', '(i % actions === 1 ? 1 : 0)')}, ${learner('false-table', '1 / actions')}];
export default { id: 0, load: ({ bind }) =>
  specs.forEach((spec) => bind(Symbol.for('pomdp-gym/learner')).toConstantValue(spec)) };`;

interface Line {
  readonly agent: string;
  readonly exact: boolean;
  readonly averageReward: number;
  readonly halfWidth: number;
  readonly curve: readonly (readonly [number, number])[];
  readonly refusal?: string;
}

describe('an agent whose table is no account of what it does', function () {
  this.timeout(240_000);
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-table-'));
    writeFileSync(join(home, 'tables.mjs'), plugin);
  });
  after(() => rmSync(home, { recursive: true }));

  const refusal = 'its policy acts otherwise than its table says: at observation 0 the actions 0, 0';

  it('is simulated by compare, which says why and keeps no curve, beside the same agent with a true table', async () => {
    const out = join(home, 'out');
    const given = ['--plugin', join(home, 'tables.mjs'), '--env', 'ThreeState-v0', '--seeds', '1'];
    const agents = ['--agent', 'true-table', '--agent', 'false-table', '--budget', '1000', '--bracket', '0'];
    const { code, out: printed, err } = await answer('compare', ...given, ...agents, '--out', out);
    expect(code, err).to.equal(0);
    expect(printed).to.include(`false-table is simulated in ThreeState-v0: ${refusal}`);
    expect(printed).not.to.include('true-table is simulated');
    const text = readFileSync(join(out, 'runs.jsonl'), 'utf8').trim();
    const [sound, refused] = text.split('\n').map((line) => JSON.parse(line) as Line);
    expect(sound).to.include({ agent: 'true-table', exact: true }).and.not.have.property('refusal');
    expect(sound!.curve.map(([, eta]) => eta)).to.satisfy((etas: number[]) =>
      etas.every((eta) => eta === sound!.averageReward),
    );
    expect(refused).to.deep.include({ agent: 'false-table', exact: false, curve: [] });
    expect(refused!.refusal).to.include(refusal);
    // The same actions earn the same: five half widths are missed once in 10⁸.
    expect(refused!.averageReward).to.be.closeTo(sound!.averageReward, 5 * refused!.halfWidth);
    expect(readFileSync(join(out, 'report.html'), 'utf8')).to.include('is simulated');
  });

  it('has its values along the way marked by run, and taken back at its end', async () => {
    const given = ['run', 'ThreeState-v0', 'false-table', '--plugin', join(home, 'tables.mjs')];
    const { code, out } = await answer(...given, '--budget', '1000');
    expect(code).to.equal(0);
    const lines = out.trim().split('\n');
    expect(lines.filter((line) => line.endsWith('η by its own table'))).to.have.length(101);
    expect(out).to.include(`It is simulated: ${refusal}`).and.include('by its own table are void.');
  });
});
