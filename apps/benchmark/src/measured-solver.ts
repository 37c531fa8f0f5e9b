import { InputError, type Solver } from '@pomdp-gym/contracts';
import { hsvi2, pbvi, perseus, sarsop } from './measured-plugins.js';

const solvers: Readonly<Record<string, () => Solver>> = {
  sarsop: () => sarsop.create(sarsop.options.parse({})),
  hsvi2: () => hsvi2.create(hsvi2.options.parse({})),
  pbvi: () => pbvi.create(pbvi.options.parse({})),
  perseus: () => perseus.create(perseus.options.parse({})),
};

/** The solvers whose policies are measured. */
export const SOLVERS = Object.keys(solvers);

/** One of them, at its default options. */
export function measuredSolver(name: string): Solver {
  const make = solvers[name];
  if (!make) throw new InputError(`There is no solver ${name} here; there are ${SOLVERS.join(', ')}.`);
  return make();
}
