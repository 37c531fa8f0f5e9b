import { describeSolver } from '@pomdp-gym/conformance';
import { type FiniteModel, InputError, type SolverProgress } from '@pomdp-gym/contracts';
import { finiteModel } from '@pomdp-gym/models';
import { expect } from 'chai';
import { hsvi2 } from './hsvi2.js';

describeSolver(hsvi2);
describeSolver(hsvi2, { options: { trials: 4, depth: 3 } });

/** A machine that wears out unseen: use it (+1 while good), or repair it at a cost; the last product shows its state by .9. */
const machine = (discount: number): FiniteModel =>
  finiteModel({
    states: 2,
    actions: 2,
    observations: 2,
    transition: (state, action) =>
      action === 1
        ? [[0, 1]]
        : state === 0
          ? [
              [0, 0.8],
              [1, 0.2],
            ]
          : [[1, 1]],
    observation: (_action, next) => [
      [next, 0.9],
      [1 - next, 0.1],
    ],
    reward: (state, action) => (action === 1 ? -1 : state === 0 ? 1 : 0),
    start: [[0, 1]],
    discount,
  });

async function solve(
  model: FiniteModel,
  options: Partial<Parameters<typeof hsvi2.create>[0]>,
): Promise<SolverProgress> {
  const solver = hsvi2.create({ ...hsvi2.options.parse({}), ...options });
  let last: SolverProgress | undefined;
  for await (const progress of solver.solve(model, new AbortController().signal)) last = progress;
  return last!;
}

describe('HSVI2', () => {
  it('closes the gap to the precision asked for, and on the same value', async () => {
    const coarse = await solve(machine(0.9), { precision: 0.5 });
    const fine = await solve(machine(0.9), { precision: 1e-6, trials: 2000 });
    expect(fine.upper - fine.lower).to.be.at.most(1e-6);
    expect(coarse.upper - coarse.lower).to.be.within(0, 0.5);
    expect(coarse.lower).to.be.at.most(fine.upper);
    expect(coarse.upper).to.be.at.least(fine.lower);
  });

  it('stops after the trials it is given', async () => {
    const { detail } = await solve(machine(0.95), { trials: 3, precision: 1e-9 });
    expect(detail['trials']).to.equal(3);
  });

  it('refuses a discount of one', async () => {
    await solve(machine(1), {}).then(
      () => expect.fail('It took a discount of 1.'),
      (error: unknown) => expect(error).to.be.instanceOf(InputError),
    );
  });
});
