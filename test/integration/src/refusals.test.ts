import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { pomdpGym } from './command.test.support.js';
import { makeFolder } from './outside-folder.test.support.js';

const contracts = JSON.stringify(import.meta.resolve('@pomdp-gym/contracts'));
const inversify = JSON.stringify(import.meta.resolve('inversify'));
const zod = JSON.stringify(import.meta.resolve('zod'));

/** A plugin that contributes one environment of this id, as often as instructed. */
const contributing = (id: string, times: number) => `
import { contribute } from ${contracts};
import { ContainerModule } from ${inversify};
import { z } from ${zod};
const spec = { id: '${id}', summary: 'A test.', options: z.strictObject({}), create: () => { throw new Error('No.'); } };
export default new ContainerModule((module) => { for (let i = 0; i < ${times}; i++) contribute(module, 'environment', spec); });
`;

const files: Readonly<Record<string, string>> = {
  'throws.mjs': `throw new Error('It is broken inside.');`,
  'empty.mjs': 'export const nothing = 1;',
  'twice.mjs': contributing('Twice-v0', 2),
  'taken.mjs': contributing('ThreeState-v0', 1),
  'syntax.mjs': 'export default {',
  'unknown-key.yaml':
    'environments: [ThreeState-v0]\nagents: [{ policy: uniform }]\nseeds: 2\nbudgets: 100\n',
  'unknown-agent.yaml':
    'environments: [ThreeState-v0]\nagents: [{ policy: unifrom }]\nseeds: 2\nbudget: 100\n',
  'broken.yaml': 'environments: [ThreeState-v0\nagents: [uniform]\n',
};

/** What is wrong, the command, and words that the sentence must hold. */
const refusals: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
  ['a plugin that throws', ['list', '--plugin', './throws.mjs'], /throws\.mjs.*It is broken inside/],
  ['a plugin that exports nothing', ['list', '--plugin', './empty.mjs'], /empty\.mjs/],
  ['a plugin that does not parse', ['list', '--plugin', './syntax.mjs'], /syntax\.mjs/],
  [
    'a plugin that registers an id twice',
    ['list', '--plugin', './twice.mjs'],
    /Twice-v0.*twice|twice.*Twice-v0/s,
  ],
  ['a plugin that takes an id that is shipped', ['list', '--plugin', './taken.mjs'], /ThreeState-v0/],
  ['an unknown id, with the nearest', ['info', 'ThreeStat-v0'], /ThreeStat-v0.*ThreeState-v0/s],
  ['an option out of range', ['run', 'ThreeState-v0', 'softmax+gpomdp:beta=1.5+conjpomdp'], /beta/],
  ['a flag that does not exist', ['list', '--jsn'], /--jsn/],
  ['a study with a key it does not know', ['compare', 'unknown-key.yaml'], /unknown-key\.yaml.*budgets/s],
  ['a study with an agent it does not know', ['compare', 'unknown-agent.yaml'], /unifrom.*uniform/s],
  ['a study that is not YAML', ['compare', 'broken.yaml'], /broken\.yaml/],
];

describe('What cannot be used is refused in a sentence, with exit code 2 and nothing on standard output', function () {
  this.timeout(240_000);
  let folder: string;
  before(() => {
    folder = makeFolder();
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [what, args, says] of refusals) {
    it(what, () => {
      const { code, out, err } = pomdpGym(folder, ...args, ...(args.includes('--jsn') ? [] : ['--json']));
      expect(err)
        .to.match(says)
        .and.match(/[.?!;]\n$/);
      expect(err.trim().split('\n'), 'one sentence').to.have.length(1);
      expect(err, 'no stack').not.to.match(/^ +at /m);
      expect([code, out]).to.deep.equal([2, '']);
    });
  }
});
