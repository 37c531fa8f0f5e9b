import { randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { DEFAULT_KIND, type IntervalKind, intervalKinds } from '../intervals/interval-kind.js';
import { mean } from '../mean.js';
import { standardError } from '../standard-deviation.js';
import { coverageShapes, type CoverageShape, furtherShapes, successShape } from './coverage-shapes.js';
import { coverageTable } from './coverage-table.js';
import { measureCoverage } from './measure-coverage.js';
import { measuredCoverage } from './measured-coverage.js';

const shapes: [string, CoverageShape][] = Object.entries(coverageShapes);
const kinds = Object.keys(intervalKinds).filter((name): name is IntervalKind => name in intervalKinds);

/** Standard errors that a binomial share may be off: once in 300,000 shares. */
const WIDE = 4.7;

/** The greatest deviation that chance makes between a share of `draws` and the one of the table. */
function apart(share: number, draws: number): number {
  return WIDE * Math.sqrt(share * (1 - share) * (1 / draws + 1 / coverageTable.draws)) + 1 / draws;
}

function inTable(kind: IntervalKind, shape: string, replicates: number): number {
  return coverageTable.coverage[kind][shape]![coverageTable.sizes.indexOf(replicates)]!;
}

describe('the coverage table', () => {
  it('has 93 to 97 % for the default kind on every shape, of 10, 20 and 100 seeds', () => {
    for (const [name] of shapes)
      for (const replicates of [10, 20, 100])
        expect(inTable(DEFAULT_KIND, name, replicates), `${name}, ${replicates} seeds`).within(0.93, 0.97);
  });

  it('is what fresh samples show, for the default kind', () => {
    for (const [name, shape] of shapes) {
      for (const replicates of [5, 10, 20, 100]) {
        const share = measureCoverage({ kind: DEFAULT_KIND, shape, replicates, draws: 1500, seed: 2 });
        const listed = inTable(DEFAULT_KIND, name, replicates);
        expect(share, `${name}, ${replicates} seeds`).closeTo(listed, apart(listed, 1500));
      }
    }
  });

  it('is what fresh samples show, for every other kind', () => {
    const tried: Record<string, CoverageShape> = { ...coverageShapes, success: successShape };
    for (const kind of kinds.filter((each) => each !== DEFAULT_KIND)) {
      const draws = kind.includes('bootstrap') ? 150 : 1000;
      expect(Object.keys(coverageTable.coverage[kind]), kind).not.to.be.empty;
      for (const name of Object.keys(coverageTable.coverage[kind])) {
        const share = measureCoverage({ kind, shape: tried[name]!, replicates: 10, draws, seed: 3 });
        const listed = inTable(kind, name, 10);
        expect(share, `${kind}, ${name}`).closeTo(listed, apart(listed, draws));
      }
    }
  });

  it('has one share for each number of seeds', () => {
    for (const kind of kinds)
      for (const shares of Object.values(coverageTable.coverage[kind]))
        expect(shares).to.have.length(coverageTable.sizes.length);
  });
});

describe('measuredCoverage', () => {
  it('is the worst of the shapes, at the number of seeds in the table that is not above', () => {
    const worst = Math.min(...shapes.map(([name]) => inTable(DEFAULT_KIND, name, 10)));
    const found = measuredCoverage(DEFAULT_KIND, 12);
    expect(found).to.include({ worst, replicates: 10 });
    expect(inTable(DEFAULT_KIND, found!.shape, 10)).to.equal(worst);
  });

  it('is not known for one seed', () => {
    expect(measuredCoverage(DEFAULT_KIND, 1)).to.equal(null);
  });
});

describe('the shapes', () => {
  it('have the means that they state', () => {
    // The mean of 40,000 scores; the spread of each is measured by the interval itself.
    for (const [name, shape] of [...shapes, ...Object.entries(furtherShapes)]) {
      const random = randomStream(5, name);
      const scores = Float64Array.from({ length: 40_000 }, () => shape.draw(random));
      expect(Math.abs(mean(scores) - shape.mean) / standardError(scores), name).below(4.5);
    }
  });
});
