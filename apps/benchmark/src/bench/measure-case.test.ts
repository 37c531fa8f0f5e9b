import { expect } from 'chai';
import { resultTable } from './result-table.js';
import { measureCase, quartiles } from './measure-case.js';

const ordered: string[] = [];
/** A side whose figures are known. */
const side = (name: string, ...figures: number[]) => ({
  name,
  measure: () => {
    ordered.push(name);
    return figures.shift()!;
  },
});

describe('A case of the benchmark', () => {
  it('has quartiles between the two nearest values', () => {
    expect(quartiles([4, 1, 3, 2])).to.deep.equal({ low: 1.75, median: 2.5, high: 3.25 });
    expect(quartiles([5])).to.deep.equal({ low: 5, median: 5, high: 5 });
  });

  it('measures sides in turn, divides within a round, and is held to the median', () => {
    const sides = [side('a', 2, 9, 4), side('b', 1, 3, 4)];
    const targets = [{ atMost: 2, per: 'b' }, { atMost: 3.9 }];
    const result = measureCase({ name: 'case', unit: 'ns', sides, targets }, 3, () => undefined);
    expect(ordered.join('')).to.equal('abbaab');
    expect(result.ratios).to.deep.equal([{ per: 'b', low: 1.5, median: 2, high: 2.5 }]);
    expect(result.targets.map(({ met }) => met)).to.deep.equal([true, false]);
    const text = resultTable(result);
    expect(text).to.include('2.00 × b (1.50 to 2.50), at most 2: met');
    expect(text).to.include('4.00 ns, at most 3.9: missed');
  });
});
