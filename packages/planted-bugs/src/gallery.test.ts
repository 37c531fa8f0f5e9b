import { consequences, specChecks } from '@pomdp-gym/conformance';
import { kindNames, kinds } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { z } from 'zod';
import { gallery } from './gallery.js';
import { kindOf } from './planted-bug.js';
import { rulesBrokenBy } from './rules-broken-by.js';

/** Rules that no bug breaks alone, and why. */
const withoutBug: ReadonlyMap<string, string> = new Map([
  [
    'Tabular kernel and generic path give the same bits.',
    'A policy that acts by its table, draw for draw, can part from the kernel by a fault of the kernel alone.',
  ],
  [
    'Kernel and generic path give the same bits, memory included.',
    'A policy that acts by its controller, draw for draw, can part from the kernel by a fault of the kernel alone.',
  ],
  [
    'The mean of the score under μ is zero.',
    'The gradient of log μ has the mean zero: another rule holds the score to it.',
  ],
  [
    'With a memory many estimates average to the exact gradient, on a path without end.',
    'The rule on the product of problem and memory compares every estimate, to rounding.',
  ],
  [
    'With a memory many estimates average to the exact gradient, on episodes.',
    'The rule on the product of problem and memory compares every estimate, to rounding.',
  ],
  [
    'With any critic as its baseline many estimates average to the exact gradient, on episodes.',
    'A baseline that moves the mean moves it on paths without end too.',
  ],
  [
    'It ends by itself at its precision, or says in its last report what it missed.',
    'An end short of the precision is not decided: a limit among the options may have ended it.',
  ],
]);

/** Rules whose trial is the same for every kind: a bug of one kind is enough. */
const rulesOfAll: readonly string[] = [
  ...specChecks({ id: 'any', summary: 'Any.', options: z.strictObject({}) }).map(({ name }) => name),
  'It has both save and restore, or neither.',
  'Chance and the clock have no part in it: never Math.random or Date.now.',
];

/** The rules of each kind, as far as they are tried on a bug. */
function rulesByKind(): Map<string, Set<string>> {
  const rules = new Map<string, Set<string>>();
  for (const bug of gallery) {
    const known = rules.get(kindOf(bug)) ?? new Set();
    for (const { name } of bug.checks()) known.add(name);
    rules.set(kindOf(bug), known);
  }
  return rules;
}

describe('The gallery of planted bugs', () => {
  it('has at least 80 bugs, of every kind, each with an id and a sentence of its own', () => {
    expect(gallery.length).to.be.at.least(80);
    expect([...rulesByKind().keys()]).to.have.members(kindNames(kinds));
    expect(new Set(gallery.map(({ id }) => id)).size).to.equal(gallery.length);
    for (const { id, wrong } of gallery) {
      expect(id).to.match(/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(wrong).to.match(/^\S[^\n]*\.$/);
    }
  });

  it('has a bug for every rule, but for a few with a reason', () => {
    const caught = new Set(gallery.map(({ rule }) => rule));
    const rules = new Set([...rulesByKind().values()].flatMap((names) => [...names]));
    expect([...rules].filter((rule) => !caught.has(rule))).to.have.members([...withoutBug.keys()]);
  });

  it('has a bug for every rule of agents and of their parts within its kind', () => {
    const open = [...rulesByKind()]
      .filter(([kind]) => kind !== 'wrapper') // the rules of wrappers are those of environments
      .flatMap(([kind, rules]) => {
        const caught = new Set(gallery.filter((bug) => kindOf(bug) === kind).map(({ rule }) => rule));
        return [...rules].filter((rule) => !caught.has(rule) && !rulesOfAll.includes(rule));
      });
    expect(open.filter((rule) => !withoutBug.has(rule))).to.deep.equal([]);
  });

  it('knows every rule that conformance says can be broken with another', () => {
    const rules = new Set([...rulesByKind().values()].flatMap((names) => [...names]));
    const named = [...consequences].flatMap(([cause, entailed]) => [cause, ...entailed]);
    expect(named.filter((name) => !rules.has(name))).to.deep.equal([]);
  });

  for (const bug of gallery)
    it(`catches ${bug.id} by its rule alone`, async () => {
      const broken = await rulesBrokenBy(bug);
      expect([...broken.keys()], [...broken.values()].join('\n')).to.deep.equal([bug.rule]);
    });
});
