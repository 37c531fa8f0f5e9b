import type { FiniteModel, SparseRows } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePomdpx } from '@pomdp-gym/model-files';
import { entryAt } from '@pomdp-gym/numerics';
import { publishedLayout } from './layout.js';
import { rockSampleModel } from './rock-sample-model.js';

const FILE = 'RockSample_7_8.pomdpx';

/** The file holds six decimals. */
const ROUNDING = 5e-7 + 1e-12;

/** States in which the robot is on the map; ours has one more, the factored file one more for each quality of the rocks. */
const ON_MAP = 49 * 256;

const corpus = process.env['POMDP_CORPUS'];

describe('RockSample(7, 8) and the factored file', () => {
  if (!corpus) it.skip(`equals ${FILE}: not compared, as POMDP_CORPUS names no folder of model files`);
  else {
    it(`equals ${FILE}, its states after leaving taken as one`, async () => {
      // The file shows the place of the robot; it follows from the past, and the flat problem leaves it out.
      const { model } = parsePomdpx(await readFile(join(corpus, FILE)), { showObserved: false });
      if (!model) throw new Error(`${FILE} does not read.`);
      const ours = rockSampleModel(publishedLayout(7, 8)!, false);
      expect([...model.start.subarray(0, ON_MAP)]).to.deep.equal([...ours.start.subarray(0, ON_MAP)]);
      for (let action = 0; action < ours.actions; action++) expectSameAction(ours, model, action);
    });
  }
});

function expectSameAction(ours: FiniteModel, file: FiniteModel, action: number): void {
  const [one, two] = [certain(ours, action), certain(file, action)];
  expect(one.next.findIndex((next, state) => next !== two.next[state])).to.equal(-1);
  expect(one.paid.findIndex((paid, state) => paid !== two.paid[state])).to.equal(-1);
  let worst = 0;
  for (let state = 0; state < ON_MAP; state++) {
    const good = (table: SparseRows) => entryAt(table, state, 0);
    worst = Math.max(
      worst,
      Math.abs(good(ours.observationTables[action]!) - good(file.observationTables[action]!)),
    );
  }
  expect(worst).to.be.at.most(ROUNDING);
}

/** Successor and reward of every state on the map, where all transitions are certain. */
function certain(
  { transitions, rewards }: FiniteModel,
  action: number,
): { next: Int32Array; paid: Float64Array } {
  const { offsets, indices, values } = transitions[action]!;
  const table = rewards[action]!;
  const next = new Int32Array(ON_MAP);
  const paid = new Float64Array(ON_MAP);
  for (let state = 0; state < ON_MAP; state++) {
    const k = offsets[state]!;
    if (offsets[state + 1] !== k + 1 || values[k] !== 1) throw new Error(`State ${state} has a choice.`);
    next[state] = Math.min(indices[k]!, ON_MAP);
    paid[state] = table.values[table.offsets ? table.offsets[k]! : k]!;
  }
  return { next, paid };
}
