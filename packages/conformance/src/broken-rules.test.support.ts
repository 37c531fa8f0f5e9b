import { expect } from 'chai';
import { type Check, NotDecided } from './check.js';
import { Failures } from './failures.js';

/** The rules that are broken, and how, by rule: those too that are broken with one before them. */
export async function brokenRules(checks: readonly Check[]): Promise<Map<string, string>> {
  const broken = new Map<string, string>();
  const failures = new Failures();
  for (const check of checks) {
    const { rule, problem } = await failures.resultOf(check);
    if (problem !== undefined) broken.set(rule, problem);
  }
  return broken;
}

/** The rules that are not decided, and why, by rule. */
export async function undecidedRules(checks: readonly Check[]): Promise<Map<string, string>> {
  const undecided = new Map<string, string>();
  for (const { name, run } of checks) {
    try {
      await run();
    } catch (error) {
      if (error instanceof NotDecided) undecided.set(name, error.message);
    }
  }
  return undecided;
}

/** A planted bug: the rules that must catch it, and words that one of their sentences must hold. */
export interface Planted {
  readonly bug: string;
  readonly checks: () => readonly Check[];
  readonly rules: readonly string[];
  readonly says: string | RegExp;
}

/** Registers one test a bug: just these rules catch it, and say what is wrong. */
export function itCatches(planted: readonly Planted[]): void {
  for (const { bug, checks, rules, says } of planted) {
    it(`catches ${bug}`, async () => {
      const broken = await brokenRules(checks());
      expect([...broken.keys()]).to.have.members(rules);
      expect([...broken.values()].join('\n')).to.match(typeof says === 'string' ? literally(says) : says);
    });
  }
}

/** Asserts that no rule is broken, and that as many were tried. */
export async function expectSound(checks: readonly Check[], atLeast: number): Promise<void> {
  expect(checks.length).to.be.at.least(atLeast);
  expect([...(await brokenRules(checks))]).to.deep.equal([]);
}

function literally(text: string): RegExp {
  return new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}
