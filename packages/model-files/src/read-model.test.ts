import { gzipSync } from 'node:zlib';
import { InputError } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import fc from 'fast-check';
import { writePomdp } from './pomdp-format/write-pomdp.js';
import { writePomdpx } from './pomdpx-format/write-pomdpx.js';
import { randomModel } from './random-model.test.support.js';
import { parseModel, readModel } from './read-model.js';

describe('readModel', () => {
  it('tells the two formats apart by how the text begins', () => {
    const model = fc.sample(randomModel, { seed: 3, numRuns: 1 })[0]!;
    for (const text of [writePomdp(model), writePomdpx(model), `\ufeff${writePomdpx(model)}`]) {
      expect(readModel(text, 'a').model).to.deep.equal(model);
      expect(parseModel(new TextEncoder().encode(text)).model).to.deep.equal(model);
    }
    for (const text of [writePomdp(model), writePomdpx(model)]) {
      const wide = new Uint8Array(Uint16Array.from(`\ufeff${text}`, (c) => c.charCodeAt(0)).buffer);
      expect(parseModel(wide).model).to.deep.equal(model);
    }
  });

  it('reads gzip files, and says where one is damaged', () => {
    const model = fc.sample(randomModel, { seed: 3, numRuns: 1 })[0]!;
    for (const text of [writePomdp(model), writePomdpx(model)]) {
      const packed = gzipSync(text);
      expect(parseModel(packed).model).to.deep.equal(model);
      const { diagnostics } = parseModel(packed.subarray(0, -9));
      expect(diagnostics.map(({ kind, message }) => [kind, message])).to.deep.equal([
        ['cut-short', 'This begins as a gzip file does and cannot be unpacked: it is damaged or cut short.'],
      ]);
    }
  });

  it('throws what is wrong, each with file, line and column', () => {
    const text = 'states: 2\nactions: 1\nobservations: 1\nT: 0 : 5 : 0 1\n' + 'O: 7 uniform\n'.repeat(6);
    expect(() => readModel(text, 'worlds/a.POMDP'))
      .to.throw(InputError)
      .with.property(
        'message',
        `worlds/a.POMDP is no model that can be used.
worlds/a.POMDP:4:8: error: There is no state 5: they are numbered 0 to 1.
${[5, 6, 7, 8].map((line) => `worlds/a.POMDP:${line}:4: error: There is no action 7: they are numbered 0 to 0.`).join('\n')}
and 2 more; \`pomdp-gym check worlds/a.POMDP\` lists them all.`,
      );
  });
});
