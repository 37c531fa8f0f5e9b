import { isInputError } from '@pomdp-gym/contracts';
import { readStudy, runRecordSchema, summarize } from '@pomdp-gym/experiment';
import { mean } from '@pomdp-gym/statistics';
import { expect } from 'chai';
import type { RunRecipe } from './calls.js';
import { OpenedStudy } from './opened-study.js';

const record = {
  ...{ run: 0, environment: 'Tiger-v0', agent: 'soft', seed: 1, status: 'finished', averageReward: -1 },
  ...{ exact: true, halfWidth: 0, evaluationSteps: 0, fractionOfOptimum: null, steps: 0, ended: 'finished' },
  ...{ moved: null, iterates: 0, probes: 0, theta: null, curve: [], bounds: null, error: null },
};

const agent = {
  ...{ name: 'soft', policy: 'softmax', optimizer: 'conjpomdp', steps: 512 },
  estimator: { id: 'gpomdp', options: { beta: 0.9 } },
};

const study = {
  name: 'one',
  environments: [{ name: 'Tiger-v0', id: 'Tiger-v0', options: { accuracy: 0.9 } }],
  agents: [agent],
  seeds: [1, 2],
  budget: 100,
};

const { signal } = new AbortController();

async function opened(written: object, lines: readonly string[]): Promise<OpenedStudy> {
  const study = OpenedStudy.read(JSON.stringify(written));
  await study.takeLines(lines, signal);
  return study;
}

const linesOf = (...records: readonly object[]) => records.map((each) => JSON.stringify(each));

async function recipeOf(written: object): Promise<RunRecipe | null> {
  return (await (await opened(written, linesOf(record))).details(0, signal)).recipe;
}

const recipeWith = (change: object) => recipeOf({ ...study, agents: [{ ...agent, ...change }] });

describe('OpenedStudy', () => {
  const recipe: RunRecipe = {
    ...{ environment: 'Tiger-v0:accuracy=0.9', agent: 'softmax+gpomdp:beta=0.9+conjpomdp' },
    ...{ seed: 0, budget: 100, steps: 512, start: null },
  };

  it('has the recipe of a cell whose settings a recipe holds', async () => {
    expect(await recipeOf(study)).to.deep.equal(recipe);
    expect(await recipeWith({ start: { initialScale: 0, center: [1, 2] } })).to.deep.equal({
      ...recipe,
      start: [1, 2],
    });
  });

  it('has no recipe where an agent has settings of its steps or its start that a recipe does not hold', async () => {
    expect(await recipeWith({ steps: { direction: 512, lineSearch: 256 } })).to.equal(null);
    expect(await recipeWith({ steps: { direction: 512, lineSearch: 512, paths: 2 } })).to.equal(null);
    expect(await recipeWith({ start: { initialScale: 0.2 } })).to.equal(null);
    expect(await recipeWith({ start: { initialScale: 0.1, center: [1, 2] } })).to.equal(null);
  });

  it('has no recipe where a study has settings that a recipe does not hold', async () => {
    for (const change of [
      { episodeLimit: 7 },
      { budget: { steps: 100, episodes: 3 } },
      { evaluation: { exactStates: 10 } },
      { batchSize: 5 },
    ])
      expect([change, await recipeOf({ ...study, ...change })]).to.deep.equal([change, null]);
  });

  it('counts lines as damaged that are no run of their study, or no JSON', async () => {
    const wrong = [{ environment: 'other' }, { agent: 'other' }, { seed: 2 }, { run: 1 }, { run: 2 }];
    const lines = linesOf(record, ...wrong.map((change) => ({ ...record, ...change })));
    const none = ['{"run":', '[]', 'null', '3', '', '{"__proto__":{}}'];
    const overview = (await opened(study, [...lines, ...none])).overview();
    // An empty line is no line.
    expect(overview.damaged).to.equal(wrong.length + none.length - 1);
    expect([overview.done, overview.planned]).to.deep.equal([1, 2]);
  });

  it('has the figures of summarize, and takes a later line of a run in place of an earlier one', async () => {
    const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
    const several = { ...study, agents: [agent, { ...agent, name: 'other' }], seeds };
    const records = several.agents.flatMap(({ name }, cell) =>
      seeds.map((seed, i) => ({
        ...record,
        ...{ run: cell * seeds.length + i, agent: name, seed, steps: 10 * i },
        ...{ averageReward: ((i * 7) % 11) - cell, fractionOfOptimum: i / 40 },
      })),
    );
    const failed = { status: 'failed', averageReward: null, fractionOfOptimum: null, error: 'it fell over' };
    const last = records.map((each, i) => (i === 3 ? { ...each, ...failed } : each));
    const { cells } = (await opened(several, linesOf(...records, ...last))).overview();
    const parsed = last.map((each) => runRecordSchema.parse(each));
    const summaries = summarize(readStudy(JSON.stringify(several), 'study.yaml').study, parsed);
    for (const [
      i,
      { mean, low, high, steps, fractionOfOptimum, runs, failures, firstFailure },
    ] of summaries.entries())
      expect(cells[i]).to.deep.include({
        mean,
        low,
        high,
        steps,
        fractionOfOptimum,
        runs,
        failures,
        firstFailure,
      });
  });

  it('has the mean and the quartiles of the last values of runs at each place, and their best seeds first', async () => {
    const curves = [
      [
        [0, 1],
        [50, 5],
      ],
      [[10, 3]],
    ];
    const records = curves.map((curve, i) => ({
      ...record,
      ...{ run: i, seed: i + 1, averageReward: i, curve, fractionOfOptimum: i / 4 },
    }));
    const { curve, best, optimum, runs } = await (
      await opened(study, linesOf(...records))
    ).details(0, signal);
    const at = (steps: number) => {
      const place = curve.steps.findLastIndex((each) => each <= steps);
      return [curve.mean[place], curve.lower[place], curve.upper[place]];
    };
    expect(at(5)).to.deep.equal([1, 1, 1]);
    expect(at(20)).to.deep.equal([mean([1, 3]), 1.5, 2.5]);
    expect(at(100)).to.deep.equal([4, 3.5, 4.5]);
    expect([best.map(({ seed }) => seed), runs, optimum]).to.deep.equal([[2, 1], 2, 4]);
  });

  it('leaves runs that did not finish out of the learning curve, as the table does', async () => {
    const statuses = ['finished', 'failed', 'timed out'];
    const records = statuses.map((status, i) => ({
      ...{ ...record, run: i, seed: i + 1, status, curve: [[0, 1 + 10 * i]] },
    }));
    const lines = linesOf(...records);
    const { curve } = await (await opened({ ...study, seeds: [1, 2, 3] }, lines)).details(0, signal);
    expect([curve.mean[0], curve.lower[0], curve.upper[0]]).to.deep.equal([1, 1, 1]);
  });

  it('refuses a text that is no study, and a cell that it has not', async () => {
    expect(() => OpenedStudy.read(''))
      .to.throw()
      .and.satisfy(isInputError);
    const thrown: unknown = await (
      await opened(study, [])
    )
      .details(1, signal)
      .catch((error: unknown) => error);
    expect(isInputError(thrown)).to.equal(true);
  });
});
