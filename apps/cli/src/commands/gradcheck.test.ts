import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { answer } from '../answer.test.support.js';

/** GPOMDP of another β than `bold` states, without a target as `silent`, and with NaN in the first component as `broken`. */
const estimators = `import { z } from '${import.meta.resolve('zod')}';
  import { gpomdp } from '${import.meta.resolve('@pomdp-gym/estimator-gpomdp')}';
  const options = z.strictObject({});
  const made = (beta, policy, change) => {
    const inner = gpomdp.create(gpomdp.options.parse({ beta }), policy);
    return {
      reset: () => inner.reset(),
      update: (batch) => inner.update(batch),
      estimate: () => change(inner.estimate()),
    };
  };
  const same = (estimate) => estimate;
  const specs = [
    { id: 'bold', summary: 'B.', options,
      create: (_, policy) => ({ ...made(0, policy, same), target: { objective: 'average', beta: 0.95, endings: 'centred' } }) },
    { id: 'silent', summary: 'S.', options, create: (_, policy) => made(0, policy, same) },
    { id: 'broken', summary: 'B.', options,
      create: (_, policy) => made(0, policy, (estimate) => ({ ...estimate, gradient: estimate.gradient.fill(NaN, 0, 1) })) },
  ];
  const load = ({ bind }) => specs.forEach((spec) => bind(Symbol.for('pomdp-gym/estimator')).toConstantValue(spec));
  export default { id: 0, load };`;

interface Checked {
  readonly estimators: readonly {
    readonly name: string;
    readonly verdict: string;
    readonly relativeBias: number | null;
    readonly errors: readonly { readonly steps: number; readonly bias: number; readonly error: number }[];
  }[];
}

describe('gradcheck', () => {
  let home: string;
  let plugin: string[];
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-gradcheck-'));
    writeFileSync(join(home, 'estimators.js'), estimators);
    plugin = ['--plugin', join(home, 'estimators.js')];
  });
  after(() => rmSync(home, { recursive: true }));

  const problem = ['--env', 'LoadUnload-v0', '--steps', '2000,500', '--runs', '60'];
  const check = async (...args: string[]) => {
    const { code, out, err } = await answer('gradcheck', ...args, ...problem, ...plugin, '--json');
    return { code, err, checked: JSON.parse(out) as Checked };
  };

  it('holds GPOMDP and those beside it to their targets, with the exact bias that each leaves', async () => {
    const { code, checked } = await check('gpomdp:beta=.5');
    expect(code).to.equal(0);
    const named = new Map(checked.estimators.map((each) => [each.name, each]));
    // Nothing ends here, so REINFORCE stands aside.
    expect([...named.keys()]).to.deep.equal(['gpomdp:beta=0.5', 'auto', 'exp-gpomdp']);
    expect([...named.values()].map(({ verdict }) => verdict)).to.deep.equal([
      'agrees',
      'balances bias',
      'agrees',
    ]);
    named.delete('auto');
    const { out } = await answer('analyze', 'LoadUnload-v0', '--beta', '.5,.8', '--steps', '1', '--json');
    const { betas } = JSON.parse(out) as { betas: { relativeBias: number }[] };
    // The same analysis by two routes, to rounding.
    [...named.values()].forEach(({ relativeBias }, i) =>
      expect(relativeBias).closeTo(betas[i]!.relativeBias, 1e-9),
    );
  });

  it('finds an estimator out that is not what it states, and warns of one that states nothing', async () => {
    const { code, err, checked } = await check('bold', 'silent');
    expect(code).to.equal(1);
    expect(checked.estimators.slice(0, 2).map(({ verdict }) => verdict)).to.deep.equal([
      'differs',
      'states no target',
    ]);
    expect(err).to.include('The estimator silent states no target, so it is held to nothing');
    const [bold, silent] = checked.estimators;
    // Both are the same estimates, so the same errors from the same truth.
    expect(bold!.errors).to.have.length(2);
    bold!.errors.forEach(({ steps, error }, i) => {
      expect(steps).to.equal([500, 2000][i]);
      expect(silent!.errors[i]!.error).to.equal(error);
    });
  });

  it('refuses in a sentence what no estimate is', async () => {
    const { code, err } = await answer('gradcheck', 'broken', ...problem, ...plugin);
    expect(code).to.equal(2);
    expect(err).to.include(
      'After 500 steps the estimator broken estimates component 0 as NaN; it must be a finite number.',
    );
  });

  it('stands beside the exact truth in analyze, within a wrapper, and draws a figure', async () => {
    const place = ['TMaze-v0:length=1+TimeLimit:steps=9', '--steps', '400', '--simulate', '30'];
    const { code, out } = await answer('analyze', ...place, '--estimator', 'reinforce:discount=.9', '--json');
    const { check: checked } = JSON.parse(out) as { check: Checked };
    expect([code, checked.estimators[0]?.name]).to.deep.equal([0, 'reinforce:discount=0.9']);
    expect(checked.estimators.map(({ verdict }) => verdict)).to.deep.equal([
      'agrees',
      'balances bias',
      'agrees',
      'agrees',
    ]);
    const figure = join(home, 'error.json');
    expect((await answer('gradcheck', 'gpomdp', ...problem, '--figure', figure)).code).to.equal(0);
    expect(readFileSync(figure, 'utf8')).to.include('"gpomdp"').and.to.include('exp-gpomdp');
  });
});
