import 'reflect-metadata';
import { isInputError } from '@pomdp-gym/contracts';
import { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { kinds } from './kinds.js';
import { loadAside } from './load-aside.js';

/** A module without a file: the address is its text. */
const moduleOf = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`;

describe('loadAside', () => {
  const load = (name: string) => loadAside(new Registry(kinds), name, import.meta.dirname);
  const refusalOf = (name: string) =>
    load(name).then(
      () => undefined,
      (error: unknown) => error,
    );

  it('loads a plugin whose address is its text', async () => {
    const spec = `{ id: 'Text-v0', summary: 'A text.', options: { _zod: {}, safeParse() {} }, create() {} }`;
    const bound = `bind(Symbol.for('pomdp-gym/environment')).toConstantValue(${spec})`;
    const entries = await load(moduleOf(`export default { id: 1, load: ({ bind }) => ${bound} };`));
    expect(entries.map(({ spec: { id } }) => id)).to.deep.equal(['Text-v0']);
  });

  const refused: [string, RegExp][] = [
    ['fs', /^The plugin fs [^\n]*\.$/],
    ['node:fs', /^The plugin node:fs [^\n]*\.$/],
    [moduleOf('throw new Error("late")'), /^The plugin data:\S+ throws while loading \(Error: late\)/],
    [
      moduleOf('import "file:///nowhere.js"'),
      /^The plugin data:\S+ imports \S*nowhere\.js .*which is not there/,
    ],
  ];
  for (const [name, sentence] of refused) {
    it(`refuses ${name} in one sentence`, async () => {
      const refusal = await refusalOf(name);
      expect(isInputError(refusal), String(refusal)).to.equal(true);
      expect(refusal).to.have.property('message').that.matches(sentence);
    });
  }
});
