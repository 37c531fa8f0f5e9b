import { isInputError } from '@pomdp-gym/contracts';
import { readStudy, runRecordSchema, summarize } from '@pomdp-gym/experiment';
import { mean } from '@pomdp-gym/statistics';
import { expect } from 'chai';
import type { RunRecipe } from './calls.js';
import { knownBracket } from './known-optima.js';
import { OpenedStudy } from './opened-study.js';
import { shippedRegistry } from '../shipped-registry.js';

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
  return (await (await opened(written, linesOf(record))).details({ cell: 0, seed: -1 }, signal)).recipe;
}

const recipeWith = (change: object) => recipeOf({ ...study, agents: [{ ...agent, ...change }] });

/** Puts the brackets of its environments into a study. */
async function findOptima(study: OpenedStudy): Promise<void> {
  const registry = await shippedRegistry();
  for (const question of study.optimumQuestions)
    study.takeOptimum(JSON.stringify(question), await knownBracket(question, registry, signal));
}

const everything = { environment: -1, agent: -1, order: '', page: -1, cell: 0 };

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
    const { rows: cells } = await (
      await opened(several, linesOf(...records, ...last))
    ).page(everything, signal);
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
    const shown = await opened(study, linesOf(...records));
    const { curve, run } = await shown.details({ cell: 0, seed: 2 }, signal);
    const at = (steps: number) => {
      const place = curve.steps.findLastIndex((each) => each <= steps);
      return [curve.mean[place], curve.lower[place], curve.upper[place]];
    };
    expect(at(5)).to.deep.equal([1, 1, 1]);
    expect(at(20)).to.deep.equal([mean([1, 3]), 1.5, 2.5]);
    expect(at(100)).to.deep.equal([4, 3.5, 4.5]);
    expect([run?.averageReward, run?.values.at(-1)]).to.deep.equal([1, 3]);
    const { rows, total } = shown.runs({ cell: 0, order: '-averageReward', page: -1, seed: -1 });
    expect([rows.map(({ seed }) => seed), total]).to.deep.equal([[2, 1], 2]);
  });

  it('leaves runs that did not finish out of the learning curve, as the table does', async () => {
    const statuses = ['finished', 'failed', 'timed out'];
    const records = statuses.map((status, i) => ({
      ...{ ...record, run: i, seed: i + 1, status, curve: [[0, 1 + 10 * i]] },
    }));
    const lines = linesOf(...records);
    const { curve } = await (
      await opened({ ...study, seeds: [1, 2, 3] }, lines)
    ).details({ cell: 0, seed: -1 }, signal);
    expect([curve.mean[0], curve.lower[0], curve.upper[0]]).to.deep.equal([1, 1, 1]);
  });

  it('refuses a text that is no study, and a cell that it has not', async () => {
    expect(() => OpenedStudy.read(''))
      .to.throw()
      .and.satisfy(isInputError);
    const thrown: unknown = await (
      await opened(study, [])
    )
      .details({ cell: 1, seed: -1 }, signal)
      .catch((error: unknown) => error);
    expect(isInputError(thrown)).to.equal(true);
  });

  const named = ['a', 'b'].map((name) => ({ ...agent, name }));
  const places = ['Tiger-v0', 'ThreeState-v0'].map((name) => ({ name, id: name }));
  /** Four cells of one run each, which earn −2, .6, .4 and .5; those of the three-state problem exactly. */
  const four = { ...study, environments: places, agents: named, seeds: [1] };
  const fourRecords = [-2, 0.6, 0.4, 0.5].map((averageReward, run) => ({
    ...{ ...record, run, averageReward, exact: run > 1, steps: 10 * run },
    ...{ environment: places[Math.floor(run / 2)]!.name, agent: named[run % 2]!.name },
  }));

  it('narrows to an environment or an agent, and sorts with those that have no value last', async () => {
    const shown = await opened(four, linesOf(...fourRecords.slice(0, 3)));
    const cellsOf = async (change: object) =>
      (await shown.page({ ...everything, ...change }, signal)).rows.map(({ cell }) => cell);
    expect(await cellsOf({ environment: 1 })).to.deep.equal([2, 3]);
    expect(await cellsOf({ agent: 1 })).to.deep.equal([1, 3]);
    expect(await cellsOf({ environment: 1, agent: 0 })).to.deep.equal([2]);
    expect(await cellsOf({ order: 'mean' })).to.deep.equal([0, 2, 1, 3]);
    expect(await cellsOf({ order: '-mean' })).to.deep.equal([1, 2, 0, 3]);
    expect(await cellsOf({ order: '-agent' })).to.deep.equal([1, 3, 0, 2]);
    const thrown: unknown = await cellsOf({ order: 'colour' }).catch((error: unknown) => error);
    expect(isInputError(thrown)).to.equal(true);
  });

  it('has the bracket of each environment, and the fraction of its optimum rather than of what runs state', async () => {
    const wrong = fourRecords.map((each) => ({ ...each, fractionOfOptimum: 0.123 }));
    const shown = await opened(four, linesOf(...wrong));
    const rows = async () => (await shown.page(everything, signal)).rows;
    expect((await rows())[2]).to.deep.include({ optimumLower: null, optimumAbsent: 'It is looked for.' });
    expect(shown.optimumQuestions).to.have.length(2);
    await findOptima(shown);
    const [tiger, , three, best] = await rows();
    // Tiger: its closed-form optimum, and the fast informed bound of 4.5, to the precision of the solvers.
    expect(tiger!.optimumLower).to.be.closeTo(1.0837887067395262, 1e-9);
    expect(tiger!.optimumUpper).to.be.closeTo(4.5, 1e-6);
    expect(tiger!.fractionOfOptimum).to.equal(-2 / tiger!.optimum!);
    // The three-state problem: η* is .8.
    expect(three!.optimum).to.be.closeTo(0.8, 1e-12);
    expect(three!.fractionOfOptimum).to.be.closeTo(0.5, 1e-12);
    expect(best!.fractionOfOptimum).to.be.closeTo(0.5 / 0.8, 1e-12);
  });

  it('makes the curve of a cell anew only where a run of that cell has come', async () => {
    const curves = fourRecords.map((each) => ({ ...each, curve: [[0, each.averageReward]] }));
    const shown = await opened(four, linesOf(...curves));
    const curve = async () => (await shown.details({ cell: 1, seed: -1 }, signal)).curve;
    const first = await curve();
    await shown.takeLines(linesOf({ ...curves[2]!, curve: [[0, 7]] }), signal);
    expect(await curve()).to.equal(first);
    await shown.takeLines(linesOf({ ...curves[1]!, curve: [[0, 7]] }), signal);
    expect([first.mean[0], (await curve()).mean[0]]).to.deep.equal([0.6, 7]);
  });

  it('has at once the brackets that an earlier study with the same environment had', async () => {
    const first = await opened(four, []);
    const [, question] = first.optimumQuestions;
    const known = await knownBracket(question!, await shippedRegistry(), signal);
    const agents = [{ ...agent, name: 'another' }];
    const text = JSON.stringify({ ...four, agents, seeds: [7, 8] });
    const again = OpenedStudy.read(text, new Map([[JSON.stringify(question), known]]));
    const { rows } = await again.page(everything, signal);
    expect(rows.map(({ optimumAbsent }) => optimumAbsent)).to.deep.equal(['It is looked for.', null]);
    // The three-state problem states that η* is .8.
    expect(rows[1]!.optimum).to.equal(0.8);
  });

  it('computes the optimum of an environment once for all its agents', async () => {
    const agents = Array.from({ length: 300 }, (_, i) => ({ ...agent, name: `agent ${i}` }));
    const [, environment] = places;
    const many = await opened({ ...four, environments: [environment], agents }, []);
    const [question] = many.optimumQuestions;
    const known = await knownBracket(question!, await shippedRegistry(), signal);
    let reads = 0;
    const stated = known.bracket.known!;
    const counted = Object.defineProperty({ ...stated }, 'averageReward', {
      get: () => {
        reads++;
        return stated.averageReward;
      },
    });
    many.takeOptimum(JSON.stringify(question), { ...known, bracket: { ...known.bracket, known: counted } });
    const rows = await many.rowsOf({ ...everything, order: 'mean' }, signal);
    // Once to sort the rows, and once to make them.
    expect([rows.length, reads]).to.deep.equal([300, 2]);
  });

  it('has why there is no bracket, where an environment is not of this page', async () => {
    const elsewhere = [{ name: 'Tiger-v0', id: 'elsewhere' }];
    const shown = await opened({ ...four, environments: elsewhere }, []);
    await findOptima(shown);
    const [row] = (await shown.page(everything, signal)).rows;
    expect(row).to.deep.include({ optimum: null, optimumLower: null });
    expect(row!.optimumAbsent).to.contain('elsewhere');
  });

  it('has the page of a row and of a seed that are far down', async () => {
    const agents = Array.from({ length: 2_000 }, (_, i) => ({ ...agent, name: `agent ${i}` }));
    const many = await opened({ ...study, agents, seeds: [1] }, []);
    const { page, total, rows } = await many.page({ ...everything, cell: 1876 }, signal);
    expect([page, total, rows.length, rows[76]!.agent]).to.deep.equal([18, 2_000, 100, 'agent 1876']);
    const seeds = Array.from({ length: 10_000 }, (_, i) => i + 5);
    const records = seeds.map((seed, run) => ({ ...record, run, seed, averageReward: -run }));
    const deep = await opened({ ...study, seeds }, linesOf(...records));
    const place = deep.runs({ cell: 0, order: 'averageReward', page: -1, seed: 5 });
    expect([place.page, place.total, place.rows.at(-1)!.seed]).to.deep.equal([99, 10_000, 5]);
    expect(deep.runs({ cell: 0, order: '', page: 5000, seed: -1 }).page).to.equal(99);
  });
});
