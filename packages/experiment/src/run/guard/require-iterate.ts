import { type Iterate, type ParametricPolicy, valueInWords } from '@pomdp-gym/contracts';
import { BrokenContract } from './broken-contract.js';

/**
 * Holds what `ascend` returns to an async generator.
 *
 * @param part what climbs: `optimizer conjpomdp`.
 * @throws BrokenContract
 */
export function requireGenerator(iterates: unknown, part: string): void {
  if (typeof iterates === 'object' && iterates !== null && Symbol.asyncIterator in iterates) return;
  throw new BrokenContract(
    part,
    `ascend returns ${valueInWords(iterates)}; it must return an async generator: write async *ascend(…).`,
  );
}

/**
 * Holds an iterate to a kind that exists and as many parameters as its policy has.
 *
 * @throws BrokenContract
 */
export function requireIterate(iterate: Iterate, policy: ParametricPolicy, part: string): Iterate {
  const given: unknown = iterate;
  if (isIterate(given) && given.theta.length === (iterate.policy ?? policy).parameters.length) return iterate;
  throw new BrokenContract(
    part,
    `ascend yields ${valueInWords(given)}; it must yield { kind: 'iterate' or 'probe', theta, detail }, θ a Float64Array of ` +
      `${policy.parameters.length} numbers.`,
  );
}

function isIterate(given: unknown): given is { readonly theta: Float64Array } {
  if (typeof given !== 'object' || given === null || !('kind' in given) || !('theta' in given)) return false;
  return (given.kind === 'iterate' || given.kind === 'probe') && given.theta instanceof Float64Array;
}
