import 'reflect-metadata';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bracket, bracketOptimum, type Criterion } from '@pomdp-gym/solving';
import { bracketFolder } from '@pomdp-gym/solving/node';
import type { FiniteModel } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { bracketSolvers } from '@pomdp-gym/experiment';
import { meters } from '../clock.js';
import { openRegistry } from '../open-registry.js';

describe('brackets of the optimum', function () {
  this.timeout(240_000);
  let registry: Registry;
  before(async () => (registry = await openRegistry([], process.cwd())));

  const modelOf = (id: string) => registry.create('environment', { id, options: {} }).model!();
  const find = (model: FiniteModel, criterion: Criterion, backups = 20_000) =>
    bracketOptimum(bracketSolvers(registry), model, criterion, { backups, meters });
  const found = async (id: string, criterion: Criterion): Promise<Bracket> =>
    (await find(modelOf(id), criterion)).bracket!;

  it('of Tiger’s discounted sum holds the exact value, by incremental pruning, to the precision of SARSOP', async () => {
    const { lower, upper, basis } = await found('Tiger-v0', 'discounted');
    expect(lower).to.be.within(19.3713683744 - 1e-3, 19.3713683744 + 1e-9);
    expect(upper).to.be.within(19.3713683744 - 1e-9, 19.3713683744 + 1e-3);
    expect(basis).to.match(/^SARSOP, [\d,]+ backups$/);
  });

  // Known averages: 0.8, 1/4, 1/11, 4/11 by argument (see the environments); Tiger’s by linear equations, that of
  // the 5-node controller. Where the state is hidden the two ends may stay apart.
  const averages: readonly (readonly [id: string, eta: number, gap: number])[] = [
    ['ThreeState-v0', 0.8, 1e-6],
    ['LoadUnload-v0', 0.25, 1e-6],
    ['TMaze-v0', 4 / 11, 1e-5],
    ['HeavenHell-v0', 1 / 11, 0.11],
    ['Tiger-v0', 1.0837887, 3.5],
  ];
  for (const [id, eta, gap] of averages) {
    it(`of the average reward in ${id} holds ${eta}`, async () => {
      const { lower, upper } = await found(id, 'average');
      expect(lower).to.be.at.most(eta + 1e-7);
      expect(upper).to.be.at.least(eta - 1e-7);
      expect(upper - lower).to.be.at.most(gap);
    });
  }

  it('from below is what a controller earns that remembers, where memory pays', async () => {
    const { lower, basis } = await found('Tiger-v0', 'average');
    expect(lower).to.be.closeTo(1.0837887, 1e-6); // without memory: −1
    expect(basis).to.equal('the fast informed bound from above, a policy graph of SARSOP from below');
  });

  it('says why there is none: no discount, or averages that depend on where one starts', async () => {
    const none = await find(modelOf('ThreeState-v0'), 'discounted');
    expect(none.bracket).to.equal(null);
    expect(none.absent).to.match(/^The model states no discount/);
    const apart = finiteModel({
      states: 2,
      actions: 1,
      observations: 1,
      transition: (state) => [[state, 1]],
      observation: () => [[0, 1]],
      reward: (state) => state,
      start: [
        [0, 0.5],
        [1, 0.5],
      ],
    });
    expect((await find(apart, 'average')).absent).to.match(
      /^The best average reward may depend on where one is/,
    );
  });

  it('goes by counts: the same bits again, and a wider one for fewer backups', async () => {
    const model = modelOf('FourByThree-v0');
    const [first, again] = [await find(model, 'discounted', 500), await find(model, 'discounted', 500)];
    expect(again).to.deep.equal(first);
    const fewer = await find(model, 'discounted', 100);
    expect(fewer.bracket!.upper - fewer.bracket!.lower).to.be.above(
      first.bracket!.upper - first.bracket!.lower,
    );
  });

  it('is kept by what the model says, the criterion, the backups and the version; a spoilt file is as good as none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-brackets-'));
    try {
      const store = bracketFolder(folder, '1.0.0');
      const model = modelOf('Tiger-v0');
      const settings = { backups: 200, meters, store };
      const solvers = bracketSolvers(registry);
      const first = await bracketOptimum(solvers, model, 'discounted', settings);
      const [file] = readdirSync(folder);
      expect(store.read({ model: modelOf('Tiger-v0'), criterion: 'discounted', backups: 200 })).to.deep.equal(
        first.bracket,
      );
      for (const other of [
        { model: { ...model, discount: 0.9 }, criterion: 'discounted', backups: 200 },
        { model, criterion: 'average', backups: 200 },
        { model, criterion: 'discounted', backups: 300 },
      ] as const) {
        expect(store.read(other)).to.equal(undefined);
      }
      const known = { model, criterion: 'discounted', backups: 200 } as const;
      expect(bracketFolder(folder, '1.0.1').read(known)).to.equal(undefined);
      const written = readFileSync(join(folder, file!), 'utf8');
      writeFileSync(join(folder, file!), written.replace(/"upper":\d/, '"upper":9'));
      expect(store.read(known), 'a changed digit').to.equal(undefined);
      writeFileSync(join(folder, file!), '{"lower": 1');
      expect(await bracketOptimum(solvers, model, 'discounted', settings)).to.deep.equal(first);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
