import { isDeepStrictEqual } from 'node:util';
import type { FiniteModel } from '@pomdp-gym/contracts';
import { rockSample } from '@pomdp-gym/environment-rock-sample';
import {
  compareBehaviour,
  parseModel,
  parsePomdpx,
  readModel,
  writePomdp,
  writePomdpx,
} from '@pomdp-gym/model-files';
import { compareModels, modelProblems } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { bytesOf, CORPUS, expectedSizes, hasTable, modelFiles } from './corpus.js';

/** Models of more states than these are written as `.POMDP` only: their XML is ten times as long. */
const LARGE = 2000;

/** Chai walks typed arrays number by number, which takes seconds for large ones; this compares their bytes. */
function expectSameBits(one: FiniteModel, other: FiniteModel): void {
  // How a file splits its states into factors is no part of a flat file.
  const flat = (model: FiniteModel) => ({ ...model, mixed: undefined });
  expect(isDeepStrictEqual(flat(one), flat(other)), 'the same bits').to.equal(true);
}

const about = CORPUS ? `in ${CORPUS}` : '(POMDP_CORPUS is not set, so there is none to read)';

describe(`the model files ${about}`, () => {
  const files = modelFiles();
  const sizes = expectedSizes();

  before(function () {
    if (files.length === 0) this.skip();
  });

  it('are there', () => {
    expect(files).not.to.be.empty;
    expect([...sizes.keys()].filter((name) => !files.includes(name))).to.deep.equal([]);
    const unlisted = files.filter((name) => !/x$/i.test(name) && !sizes.has(name));
    if (hasTable()) expect(unlisted, '.POMDP files without sizes').to.deep.equal([]);
  });

  for (const name of files) {
    it(`${name} reads, with the sizes of its table, and survives a round trip to the bit`, () => {
      const { model, values } = readModel(bytesOf(name), name);
      expect(modelProblems(model)).to.deep.equal([]);
      const { states, actions, observations, discount } = model;
      const found = { states, actions, observations, ...(discount !== undefined && { discount }) };
      expect(found).to.deep.equal(sizes.get(name) ?? found);
      const text = readModel(writePomdp(model, { values }), `${name}, written as .POMDP`);
      expectSameBits(text.model, model);
      expect(text.values).to.equal(values);
      if (states > LARGE) return;
      expectSameBits(readModel(writePomdpx(model), `${name}, written as .pomdpx`).model, model);
    });
  }

  /** The models of both files, unless one of them is not there. */
  const twins = (context: Mocha.Context, ...names: readonly string[]): FiniteModel[] => {
    if (!names.every((name) => files.includes(name))) context.skip();
    return names.map((name) => readModel(bytesOf(name), name).model);
  };

  it('Tiger.pomdpx and tiger.95.POMDP hold the same tables, number by number', function () {
    const [factored, flat] = twins(this, 'Tiger.pomdpx', 'tiger.95.POMDP');
    const none = { start: 0, transitions: 0, observationTables: 0, rewards: 0 };
    expect(compareModels(factored!, flat!)).to.deep.equal(none);
    expect(factored!.discount).to.equal(flat!.discount);
  });

  it('Hallway.pomdpx and hallway.POMDP hold the same probabilities, and the same rewards on average', function () {
    // The .POMDP file pays on reaching the goal, the .pomdpx file pays the expectation of that before it is reached.
    const [factored, flat] = twins(this, 'Hallway.pomdpx', 'hallway.POMDP');
    const { start, transitions, observationTables } = compareModels(factored!, flat!);
    expect({ start, transitions, observationTables }).to.deep.equal({
      start: 0,
      transitions: 0,
      observationTables: 0,
    });
    const settings = { random: randomStream(1, 'histories'), histories: 40, steps: 60 };
    const apart = compareBehaviour(factored!, flat!, settings);
    expect(apart.probabilities).to.be.below(1e-12);
    expect(apart.rewards).to.be.below(1e-12);
  });

  it('RockSample_7_8.pomdpx behaves as RockSample-v0 with the same map, to the rounding of the file', function () {
    if (!files.includes('RockSample_7_8.pomdpx')) this.skip();
    const { model } = parsePomdpx(bytesOf('RockSample_7_8.pomdpx'), { showObserved: false });
    const made = rockSample.create(rockSample.options.parse({ n: 7, k: 8, ending: 'absorbing' })).model();
    // Six decimals in each sensor probability; a belief multiplies at most 15 of them on one path.
    const settings = { random: randomStream(2, 'histories'), histories: 12, steps: 15 };
    const apart = compareBehaviour(model!, made, settings);
    expect(apart.probabilities).to.be.below(1e-4);
    expect(apart.rewards).to.be.below(1e-2);
  });
});

describe(`random edits of the model files ${about}`, () => {
  const files = modelFiles().filter((name) => bytesOf(name).length < 40_000);

  before(function () {
    if (files.length === 0) this.skip();
  });

  it('end in a sound model or in diagnostics with a place', () => {
    const random = randomStream(3, 'edits');
    const below = (limit: number) => Math.floor(random.uniform() * limit);
    const limits = { states: 2000, actions: 2000, observations: 2000, rows: 200_000, entries: 500_000 };
    for (let edit = 0; edit < 400; edit++) {
      const bytes = bytesOf(files[edit % files.length]!).slice();
      for (let change = below(3); change >= 0; change--) {
        const place = below(bytes.length);
        if (below(3) === 0) bytes[place] = below(256);
        else bytes.copyWithin(place, below(bytes.length), Math.min(below(bytes.length) + 8, bytes.length));
      }
      const { model, diagnostics } = parseModel(bytes, { limits });
      if (model) expect(modelProblems(model)).to.deep.equal([]);
      expect(diagnostics.some(({ severity }) => severity === 'error')).to.equal(model === undefined);
      for (const { line, column } of diagnostics) expect(Math.min(line, column)).to.be.at.least(1);
    }
  });
});
