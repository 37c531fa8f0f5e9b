import { compareModels, parsePomdp } from '@pomdp-gym/models';
import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publishedLayout } from './layout.js';
import { rockSampleModel } from './rock-sample-model.js';

/** The files hold six decimals. */
const ROUNDING = 5e-7 + 1e-12;

const corpus = process.env['POMDP_CORPUS'];

describe('RockSample beside the public files', () => {
  for (const [n, k] of [
    [4, 4],
    [5, 7],
  ] as const) {
    const name = `RockSample_${n}_${k}.POMDP`;
    if (!corpus) it.skip(`equals ${name} (skipped: POMDP_CORPUS names no folder of model files)`);
    else {
      it(`equals ${name} to its rounding`, async () => {
        const { model } = parsePomdp(await readFile(join(corpus, name)));
        if (!model) throw new Error(`${name} does not read.`);
        const ours = rockSampleModel(publishedLayout(n, k)!, false);
        expect(model.discount).to.equal(ours.discount);
        const { start, transitions, emissions, rewards } = compareModels(ours, model);
        expect([start, transitions, rewards]).to.deep.equal([0, 0, 0]);
        expect(emissions).to.be.at.most(ROUNDING);
      });
    }
  }
});
