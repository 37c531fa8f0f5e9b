import type { ParametricPolicy } from '@pomdp-gym/contracts';

/** The gradient of f at the policy's θ by central differences: f reads the policy. Error about step² and 1e-16 / step. */
export function centralDifferences(policy: ParametricPolicy, f: () => number, step = 1e-5): Float64Array {
  const { parameters } = policy;
  return Float64Array.from(parameters, (value, k) => {
    parameters[k] = value + step;
    const above = f();
    parameters[k] = value - step;
    const below = f();
    parameters[k] = value;
    return (above - below) / (2 * step);
  });
}
