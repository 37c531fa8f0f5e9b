import type { ComparedResult, RunRecord, Study } from '@pomdp-gym/experiment';
import { htmlReport } from './html-report.js';
import { expect } from 'chai';
import { comparisonOf } from './comparison.js';
import { comparisonReport, type OptimumOf } from './comparison-report.js';
import type { Report } from './report.js';
import { meanCurve, ownPlaces, placesBetween } from './mean-curve.js';

const record = (parts: Partial<RunRecord>): RunRecord => ({
  run: 0,
  environment: 'e',
  agent: 'a',
  seed: 0,
  status: 'finished',
  averageReward: 1,
  exact: true,
  halfWidth: null,
  evaluationSteps: 0,
  fractionOfOptimum: null,
  steps: 0,
  ended: 'finished',
  moved: null,
  iterates: 0,
  probes: 0,
  theta: null,
  curve: [],
  bounds: null,
  error: null,
  ...parts,
});

const everyStep = placesBetween(0, 60, 61, 'linear');

describe('The report of a comparison', () => {
  const agent = { steps: { direction: 1, lineSearch: 1 }, start: { initialScale: 0.1 } };
  const study: Study = {
    name: 'study',
    environments: [{ name: 'e', id: 'e', options: {} }],
    agents: [
      { name: 'a', policy: { id: 'uniform', options: {} }, ...agent },
      { name: 'broken', policy: { id: 'uniform', options: {} }, ...agent },
    ],
    seeds: [0],
    budget: 60,
    batchSize: 1,
    patience: 600,
    evaluation: { steps: 1, exactStates: 1 },
  };
  const failed = { agent: 'broken', mean: null, runs: 0, failures: 1, firstFailure: 'it broke' };
  const summary = { environment: 'e', agent: 'a', runs: 1, mean: 1, low: null, high: null, exact: true };
  const unknown = {
    ...{ fractionOfOptimum: null, discounted: null, metrics: [], bracket: null, bracketAbsent: 'No model.' },
    ...{
      cautions: 0,
      firstCaution: null,
      firstRefusal: null,
      mismatch: null,
      optimum: 2,
      optimumDoubt: null,
    },
    attainable: [null, null] as const,
  };
  const rest = {
    ...unknown,
    stayed: 0,
    firstStay: null,
    low: null,
    interval: null,
    high: null,
    steps: 0,
    failures: 0,
    firstFailure: null,
  };

  const pageOf = (
    records: readonly RunRecord[],
    results: readonly ComparedResult[],
    optimumOf: OptimumOf,
  ): Report => comparisonReport(comparisonOf(study, results), records, optimumOf);

  it('averages what each run had by then, holding the last policy of those that have ended', () => {
    const points = meanCurve(
      [
        record({
          curve: [
            [0, 0],
            [30, 0.5],
          ],
          steps: 40,
          averageReward: 1,
        }),
        record({ curve: [[0, 0.2]], steps: 60, averageReward: 0.6 }),
      ],
      everyStep,
    );
    const at = (x: number) => points.find((point) => point.x === x)!;
    expect(points).to.have.length(61);
    expect(at(0).y).to.be.closeTo(0.1, 1e-12);
    expect(at(29).y).to.be.closeTo(0.1, 1e-12);
    expect(at(30).y).to.be.closeTo(0.35, 1e-12);
    expect(at(40).y).to.be.closeTo(0.6, 1e-12);
    expect(at(60).y).to.be.closeTo(0.8, 1e-12);
    // Two values d apart have a standard error of d/2; t of one degree of freedom at 97.5 % is 12.706 (tables).
    expect(at(60).high).to.be.closeTo(0.8 + 12.706 * 0.2, 1e-3);
  });

  it('ends intervals where nothing beyond can be', () => {
    const runs = [record({ averageReward: 15.9 }), record({ averageReward: 16 })];
    const [point] = meanCurve(runs, [0], [0, 16]);
    expect(point).to.include({ high: 16 });
    // Student's: 15.95 ± 12.706 · .05
    expect(point!.low).to.be.closeTo(15.95 - 12.706 * 0.05, 1e-4);
  });

  it('has curves through the points of the runs, and an even part of them where there are very many', () => {
    const runs = [
      record({
        curve: [
          [0, 0],
          [7, 1],
        ],
        steps: 9,
      }),
      record({ curve: [[3, 0]], steps: 60 }),
    ];
    expect(ownPlaces(runs, 60)).to.deep.equal([0, 3, 7, 9, 60]);
    const curve = Array.from({ length: 5000 }, (_, i): [number, number] => [i, 0]);
    const many = ownPlaces([record({ curve, steps: 5000 })], 5000);
    expect(many).to.have.length.within(300, 400);
    expect(many.at(-1)).to.equal(5000);
    expect(new Set(many.slice(1).map((at, i) => at - many[i]!)).size).to.equal(1);
  });

  it('says what the points are where nothing exact can be said', () => {
    const simulated = { ...rest, ...summary, exact: false, cautions: 1, firstCaution: 'No episode ended.' };
    const page = pageOf([record({ exact: false })], [simulated], () => undefined);
    const text = page.sections[0]!.paragraphs!.join(' ');
    expect(text).to.include('mean rewards of the steps that the agent learnt from');
    expect(text).to.include('a, 1 of 1 runs: No episode ended.').and.not.include('as it stands');
  });

  it('leaves out places where a run is not known yet', () => {
    const points = meanCurve(
      [record({ curve: [[30, 0.5]], steps: 50 }), record({ curve: [[0, 1]], steps: 50 })],
      everyStep,
    );
    expect(points[0]!.x).to.equal(30);
  });

  it('shows an agent without intervals where there is one seed, and one that failed in the table alone', () => {
    const page = pageOf(
      [record({}), record({ agent: 'broken', status: 'failed', averageReward: null })],
      [
        { ...rest, ...summary },
        { ...rest, ...summary, ...failed },
      ],
      () => ({ averageReward: 2, source: 'made up' }),
    );
    const [section] = page.sections;
    const series = section!.figures![0]!.data.map((datum) => datum['series']);
    expect(new Set(series)).to.deep.equal(new Set(['a', 'optimum']));
    expect(section!.tables![0]!.rows.map((row) => row.at(-1))).to.deep.equal(['0', '1 of 1']);
  });

  it('marks an agent that ended where it began, and says why', () => {
    const stayed = { stayed: 1, firstStay: 'gradient below ε at the start' };
    const results = [{ ...rest, ...summary, ...stayed }];
    const [section] = pageOf([record({})], results, () => undefined).sections;
    expect(section!.tables![0]!.rows[0]![0]).to.equal('a *');
    expect(section!.paragraphs).to.include(
      '* a ended where it began in 1 of 1 runs; the first: gradient below ε at the start.',
    );
  });

  it('draws nothing of an environment in which no run finished, and says so above the table', async () => {
    const page = pageOf(
      [record({ agent: 'broken', status: 'failed', averageReward: null })],
      [{ ...rest, ...summary, ...failed }],
      () => ({ averageReward: 2, source: 'made up' }),
    );
    expect(page.sections[0]).to.not.have.property('figures');
    expect(await htmlReport(page))
      .to.include('No run finished here.')
      .and.include('No run finished, so there is no value.')
      .and.include('broken failed in 1 of 1 runs; the first: it broke')
      .and.include('1 of 1')
      .and.not.include('<svg')
      .and.not.include('Every value is exact');
  });
});
