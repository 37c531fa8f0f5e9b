import { type GradientEstimate, valueInWords } from '@pomdp-gym/contracts';
import { BrokenContract } from './broken-contract.js';

/**
 * Holds an estimate to the contract: K numbers, all finite.
 *
 * @param part whose estimate it is: `estimator gpomdp`.
 * @throws BrokenContract
 */
export function requireEstimate(estimate: GradientEstimate, K: number, part: string): GradientEstimate {
  const given: unknown = estimate;
  const gradient: unknown =
    typeof given === 'object' && given !== null ? Reflect.get(given, 'gradient') : undefined;
  const refuse = (problem: string): never => {
    throw new BrokenContract(part, `estimate returns ${problem}`);
  };
  if (!(gradient instanceof Float64Array))
    return refuse(`${valueInWords(given)}; its gradient must be a Float64Array of ${K} numbers.`);
  if (gradient.length !== K) return refuse(`${gradient.length} components; the policy has ${K} parameters.`);
  const bad = gradient.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    refuse(
      `${gradient[bad]} as component ${bad} of the gradient after ${estimate.steps} steps; it must be finite: take shorter ` +
        `steps, or check that rewards and scores are finite.`,
    );
  return estimate;
}
