import type { FiniteModel } from '@pomdp-gym/contracts';
import { modelProblems } from '@pomdp-gym/models';
import { entryAt } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import fc from 'fast-check';
import { parsePomdp } from './parse-pomdp.js';
import { randomFile, type RandomFile } from './random-file.test.support.js';

/** The reward of a stored transition and observation. */
function rewardAt(model: FiniteModel, action: number, k: number, next: number, j: number): number {
  const { values, offsets } = model.rewards[action]!;
  return values[offsets ? offsets[k]! + j - model.observationTables[action]!.offsets[next]! : k]!;
}

function expectSame(model: FiniteModel, file: RandomFile): void {
  for (let a = 0; a < file.actions; a++) {
    for (let s = 0; s < file.states; s++) {
      file.transitions[a]![s]!.forEach((value, next) => {
        expect(entryAt(model.transitions[a]!, s, next), `T: ${a} : ${s} : ${next}`).to.equal(value);
      });
      file.observationTables[a]![s]!.forEach((value, o) => {
        expect(entryAt(model.observationTables[a]!, s, o), `O: ${a} : ${s} : ${o}`).to.equal(value);
      });
      const { offsets, indices } = model.transitions[a]!;
      for (let k = offsets[s]!; k < offsets[s + 1]!; k++) {
        const next = indices[k]!;
        const observationTable = model.observationTables[a]!;
        for (let j = observationTable.offsets[next]!; j < observationTable.offsets[next + 1]!; j++) {
          const o = observationTable.indices[j]!;
          const expected = file.rewards[a]![s]![next]![o];
          expect(
            Object.is(rewardAt(model, a, k, next, j), expected),
            `R: ${a} : ${s} : ${next} : ${o}`,
          ).to.equal(true);
        }
      }
    }
  }
}

describe('parsePomdp on random files', () => {
  it('means what the statements, applied one after the other to dense tables, mean', () => {
    fc.assert(
      fc.property(randomFile, (file) => {
        const { model, diagnostics } = parsePomdp(file.text);
        expect(diagnostics, file.text).to.deep.equal([]);
        expect(modelProblems(model!)).to.deep.equal([]);
        expect([...model!.start]).to.deep.equal(file.start);
        expectSame(model!, file);
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});
