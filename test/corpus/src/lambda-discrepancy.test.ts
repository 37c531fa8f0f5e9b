import { aggregateScores, Replicates, taskMean } from '@pomdp-gym/statistics';
import { expect } from 'chai';
import { REFERENCE, referenceNote, referenceRows } from './reference-csv.js';

/** Mean over seeds [best seed], as the paper rounds them (NeurIPS 2024): random, memoryless, 2, 4 and 8 states, belief. */
const published: Record<string, readonly (readonly [mean: string, best?: string])[]> = {
  '4x3.95': [['-.993'], ['.7784'], ['1.380', '1.605'], ['1.624', '1.875'], ['1.765', '1.921'], ['2.0011']],
  'cheese.95': [['.171'], ['2.0791'], ['3.314', '3.575'], ['3.389', '3.578'], ['3.524', '3.578'], ['3.5789']],
  network: [['-274.9'], ['140.67'], ['192.5', '226.3'], ['206.1', '229.8'], ['210.8', '233.6'], ['296.22']],
  'paint.95': [
    ['-4.34'],
    ['.222', '.348'],
    ['1.017', '1.465'],
    ['1.572', '3.072'],
    ['1.892', '3.138'],
    ['3.2936'],
  ],
  'shuttle.95': [
    ['-7.92'],
    ['18.923'],
    ['25.53', '31.86'],
    ['29.61', '32.88'],
    ['31.42', '32.886'],
    ['32.8897'],
  ],
  'tiger-alt-start': [
    ['-50.6'],
    ['-12.28', '-7.30'],
    ['-8.56', '-1.00'],
    ['-5.83', '2.83'],
    ['-4.17', '3.31'],
    ['3.7702'],
  ],
  tmaze_5_two_thirds_up: [
    ['.089'],
    ['1.058'],
    ['1.182', '2.075'],
    ['1.491', '2.091'],
    ['1.724', '2.126'],
    ['2.1258'],
  ],
};

const columns = [
  ['random', ''],
  ['memoryless', ''],
  ['ld', '2.0'],
  ['ld', '4.0'],
  ['ld', '8.0'],
  ['belief', ''],
] as const;

/** One unit of the last digit that is printed: some rows are rounded, some are cut off, some up. */
function lastDigit(text: string): number {
  return 10 ** -(text.split('.')[1]?.length ?? 0);
}

describe(`the aggregates of lambda-discrepancy.csv ${referenceNote}`, () => {
  before(function () {
    if (!REFERENCE) this.skip();
  });

  it('are the published means and best seeds of all 42 rows', () => {
    const rows = referenceRows('lambda-discrepancy.csv');
    for (const [problem, cells] of Object.entries(published)) {
      columns.forEach(([objective, states], column) => {
        const found = rows.filter(
          (row) =>
            row['spec'] === problem && row['objective'] === objective && row['n_mem_states'] === states,
        );
        const runs = Replicates.bySeed(
          found.map((row) => [Number(row['seed']), Number(row['score'])] as const),
        );
        const [average, best] = cells[column]!;
        const where = `${problem}, ${objective} ${states}`;
        expect(aggregateScores([runs], taskMean), where).closeTo(Number(average), lastDigit(average));
        if (best !== undefined)
          expect(Math.max(...runs.scores), where).closeTo(Number(best), lastDigit(best));
      });
    }
  });
});
