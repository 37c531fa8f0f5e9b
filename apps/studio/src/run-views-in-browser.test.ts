/// <reference lib="dom" />
import 'reflect-metadata';
import { GpomdpAnalysis, PolicyAnalysis } from '@pomdp-gym/exact';
import { dot, norm } from '@pomdp-gym/numerics';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { expectFaultlessView } from './accessibility.test.support.js';
import type { CallContext } from './engine/call-context.js';
import type { PolicyOfRun } from './engine/calls.js';
import type { EstimatesSoFar } from './engine/estimate-calls.js';
import { gradientPaths } from './engine/gradient-paths.js';
import { problemOfRun, requireModel } from './engine/problem-of-run.js';
import { solveProblem } from './engine/solve-problem.js';
import { valueAt } from './engine/belief-values.js';
import { shippedRegistry } from './shipped-registry.js';
import { initialState, stateOf } from './state/view-state.js';
import { type StudioPage, studioPage } from './studio-page.test.support.js';

const theta = [2, -1, 0, 0.5];
/** Little is learnt where the views show a policy that is given. */
const short = { budget: 100, steps: 10 };
const threeHidden = {
  ...short,
  environment: 'Garnet-v0:states=3,observations=2,branching=2,observationNoise=.3',
  solver: 'sarsop:discount=.9,precision=.05',
};
const tiger = {
  environment: 'Tiger-v0',
  agent: 'softmax+gpomdp:beta=.9+conjpomdp',
  steps: 100,
  budget: 1000,
};
/** θ of a policy that takes one action of Tiger whatever it sees: e^900 is more than double precision sees beside 1. */
const always = (action: number) => [0, 1, 2].flatMap((u) => [0, 1, 2].map(() => (u === action ? 900 : 0)));

describe('The views of one run, in a browser', function () {
  this.timeout(240_000);
  const opened = studioPage();
  let studio: StudioPage;
  let registry: Registry;
  before(async () => {
    studio = opened();
    registry = await shippedRegistry();
  });

  const number = (name: string) => studio.number(name);
  const state = () => stateOf(new URL(studio.page.url()).hash);
  const untilState = (holds: (state: ReturnType<typeof stateOf>) => boolean) =>
    studio.page.waitForURL((url) => holds(stateOf(url.hash)));
  const fill = async (name: string, text: string) => {
    await studio.page.locator(`#view [name="${name}"]`).fill(text);
    await studio.page.locator(`#view [name="${name}"]`).blur();
  };
  const contextOf = (emit: (event: unknown) => void): CallContext => ({
    ...{ registry, opened: {}, optima: new Map(), emit, signal: new AbortController().signal },
  });
  const analysisAt = () => {
    const { environment, policy } = problemOfRun({ recipe: initialState, theta }, registry);
    return PolicyAnalysis.ofPolicy(requireModel(environment, 'ThreeState-v0'), policy);
  };

  describe('Gradient', () => {
    const looked = { ...short, theta, beta: 0.9, length: 100_000, view: 'gradient' } as const;

    it('shows the angle of the exact gradients at β = .9, and the estimates that Node.js computes', async () => {
      await studio.visit(looked);
      await studio.settled();
      const analysis = analysisAt();
      const [gradient, limit] = [analysis.gradient(), analysis.discountedGradient(0.9)];
      const cosine = dot(gradient, limit) / norm(gradient) / norm(limit);
      const degrees = (Math.acos(cosine) * 180) / Math.PI;
      // An arc cosine near 0 loses half of the digits.
      expect(await number('angle between ∇_βη and ∇η')).to.be.closeTo(degrees, 1e-5);
      let last: EstimatesSoFar | undefined;
      await gradientPaths(
        { recipe: initialState, theta, beta: 0.9, steps: [100_000], seed: 1, paths: 8 },
        contextOf((event) => (last = event as EstimatesSoFar)),
      );
      const name = 'angle of the estimate to ∇η after T = 100000, mean over the paths';
      const shown = await number(name);
      expect(shown).to.be.closeTo(last!.at[0]!.toGradient.mean!, 1e-9);
      // For T so far beyond 1/(1 − β) = 10, E‖Δ_T − ∇η‖² is bias² + variance / T to a thousandth, and the mean of ‖·‖ is at most its root. An error of a part r of ∇η turns it by r
      // radians at most, to first order; twice that leaves room for eight paths.
      const error = new GpomdpAnalysis(analysis).meanSquaredError(0.9, 100_000);
      expect(shown).to.be.within(0, (2 * (Math.sqrt(error) / norm(gradient)) * 180) / Math.PI);
      expect(await number('length of ∇η')).to.be.closeTo(norm(gradient), 1e-12);
    });

    it('has T, the seed and the paths in its address, and shows the same after a reload', async () => {
      await studio.visit({ ...looked, length: 0 });
      await studio.settled();
      await fill('length', '5000');
      await fill('sample-seed', '7');
      await fill('paths', '3');
      await studio.page.locator('#view [name=arrows]').selectOption('components');
      await fill('axis-up', '4');
      await untilState(({ axes }) => axes[1] === 4);
      expect(state()).to.deep.include({
        length: 5000,
        sampleSeed: 7,
        paths: 3,
        arrows: 'components',
        axes: [1, 4],
      });
      await studio.page.getByText('3 of 3 paths of 100000 steps').waitFor();
      await studio.settled();
      const name = 'angle of the estimate to ∇_βη after T = 5000, mean over the paths';
      const shown = await studio.figure(name);
      expect(shown).to.match(/°$/);
      await studio.page.reload();
      await studio.page.getByText('3 of 3 paths of 100000 steps').waitFor();
      await studio.settled();
      expect(await studio.figure(name)).to.equal(shown);
      expect(await studio.page.locator('[data-figure=arrows] svg').getAttribute('aria-label')).to.contain(
        '∇η to (',
      );
    });

    it('says so in place of charts of angles where both gradients are 0', async () => {
      await studio.visit({ ...tiger, view: 'gradient', theta: always(1) });
      await studio.page.getByText('Both exact gradients are 0 here').waitFor();
      await studio.page.getByText('One of both gradients is 0 at every β here').waitFor();
    });

    it('stops sampling, and keeps the paths that are there', async () => {
      await studio.visit({ ...looked, length: 2_000_000, paths: 100 });
      await studio.page.getByText(/[1-9]\d* of 100 paths/).waitFor();
      await studio.page.getByRole('button', { name: 'Stop sampling' }).click();
      await studio.settled();
      const text = await studio.page.getByText('of 100 paths').textContent();
      expect(parseInt(text!, 10)).to.be.within(1, 99);
    });

    it('says why there is nothing to compare with, where the environment has no model', async () => {
      const agent = 'mlp+gpomdp:beta=.9+conjpomdp';
      await studio.visit({ environment: 'CartPole-v1', agent, budget: 100, steps: 50, view: 'gradient' });
      await studio.settled();
      expect(await studio.page.locator('#view [role=alert]').textContent()).to.contain('has no model');
    });
  });

  describe('Value function', () => {
    it('shows that Tiger is worth at belief ½ what lies in the bracket of the solver', async () => {
      await studio.visit({ ...tiger, view: 'value', solver: 'sarsop:precision=.01', theta: always(0) });
      await studio.settled();
      const [lower, upper] = [await number('lower bound'), await number('upper bound')];
      // Both are sums over the same vectors.
      expect(await number('value at this belief')).to.be.within(lower - 1e-9, upper);
      expect(await studio.figure('action of its α-vector')).to.equal('listen');
      expect(await number('fast informed bound at this belief')).to.be.above(upper);
    });

    it('shows what a policy is worth: to listen for ever −20, to open the left door for ever −900, and −856 at belief .9', async () => {
      await studio.visit({ ...tiger, view: 'value', theta: always(0) });
      await studio.settled();
      for (const seen of ['tiger-left', 'tiger-right', 'nothing yet'])
        expect(await number(`learner 0 after ${seen}`)).to.be.closeTo(-20, 1e-10);
      await studio.visit({ ...tiger, view: 'value', theta: always(1) });
      await studio.settled();
      // −100 or 10 now, and .95 · (−45) / .05 = −855 afterwards.
      expect(await number('learner 0 after nothing yet')).to.be.closeTo(-900, 1e-9);
      expect(await number('value of the start under the policy of the run, γ = 0.95')).to.be.closeTo(
        -900,
        1e-9,
      );
      await studio.page.locator('#view [name="belief 1"]').focus();
      for (let step = 0; step < 40; step++) await studio.page.keyboard.press('ArrowRight');
      await untilState(({ belief }) => belief?.[1] === 0.9);
      expect(await number('learner 0 after nothing yet')).to.be.closeTo(-0.1 * 955 - 0.9 * 845, 1e-9);
    });

    it('shows three hidden states: the best α-vector at a belief, and the belief that is clicked', async () => {
      const belief = [0.2, 0.5, 0.3];
      await studio.visit({ ...threeHidden, view: 'value', belief });
      await studio.settled();
      const { vectors } = await solveProblem(
        threeHidden,
        contextOf(() => undefined),
      );
      const best = Math.max(...vectors!.map(({ values }) => valueAt(values, belief)));
      expect(await number('value at this belief')).to.be.closeTo(best, 1e-12);
      const policy = await number('learner 0 after 0');
      expect(policy).to.be.below(best);
      expect(await studio.page.locator('.region').count()).to.be.within(1, vectors!.length);
      const picture = studio.page.locator('.regions');
      const { width, height } = (await picture.boundingBox())!;
      // A little below the corner of the third state, which is 30 of 360 parts from the top.
      await picture.click({ position: { x: width / 2, y: (30 / 360) * height + 4 } });
      await untilState((changed) => changed.belief !== null && changed.belief[2]! > 0.9);
      await studio.page.locator('#view [name=section]').selectOption('2');
      await untilState(({ section }) => section === 2);
      await expectFaultlessView(studio.page, 'Value function');
    });

    it('asks for a discount where there is none', async () => {
      await studio.visit({ ...short, theta, view: 'value' });
      await studio.settled();
      await studio.page.getByText('as in sarsop:discount=.95').waitFor();
      await studio.page.getByText('No solver has been started').waitFor();
      await studio.visit({ ...short, theta, view: 'value', solver: 'sarsop' });
      await studio.settled();
      expect(await studio.page.locator('#view [role=alert]').textContent()).to.contain('no discount');
      expect(await studio.page.locator('#view svg').count()).to.equal(0);
    });
  });

  describe('Surface', () => {
    /** Where the ends of the pieces of contours are, in cells of the picture from its lower left one. */
    const contourPlaces = async (kind: 'level' | 'lower' | 'upper') => {
      const paths = await studio.page
        .locator(`.contour.${kind}:not(.casing)`)
        .evaluateAll((found) => found.map((path) => path.getAttribute('d') ?? ''));
      const numbers = paths.flatMap((path) => path.match(/[-\d.e]+/g) ?? []).map(Number);
      const places = Array.from({ length: numbers.length / 2 }, (_, i) => numbers.slice(2 * i, 2 * i + 2));
      return places.map(([x, y]) => [x! / 12 - 0.5, (396 - y!) / 12 - 0.5] as const);
    };

    interface ShownPlane extends PolicyOfRun {
      readonly axes: readonly [number, number];
    }

    /** η at the ends of the pieces of contours: the exact ones of both grid points beside, by how near each is. */
    const valuesOnContours = async (kind: 'level' | 'lower', { recipe, theta: center, axes }: ShownPlane) => {
      const hint = await studio.page.getByText('Each reaches').textContent();
      const reach = parseFloat(/reaches (\S+) to/.exec(hint!)![1]!);
      const known = new Map<string, number>();
      const valueAtCell = (cell: readonly number[]): number => {
        const moved = center.map((value, k) => {
          const axis = axes.indexOf(k + 1);
          return axis < 0 ? value : value + reach * (-1 + (2 * cell[axis]!) / 32);
        });
        const { environment, policy } = problemOfRun({ recipe, theta: moved }, registry);
        const model = requireModel(environment, recipe.environment);
        const value = known.get(cell.join()) ?? PolicyAnalysis.ofPolicy(model, policy).averageReward;
        known.set(cell.join(), value);
        return value;
      };
      return (await contourPlaces(kind)).map((place) => {
        const near = place.map((value) =>
          Math.abs(value - Math.round(value)) < 1e-9 ? Math.round(value) : value,
        );
        const [before, after] = [near.map(Math.floor), near.map(Math.ceil)];
        const part = Math.max(...near.map((value) => value - Math.floor(value)));
        return valueAtCell(before) * (1 - part) + valueAtCell(after) * part;
      });
    };

    it('of two parameters has η of the policy that is looked at in its middle, and the bracket of the optimum', async () => {
      await studio.visit({ ...short, theta, view: 'surface', plane: 'parameters', axes: [2, 4] });
      await studio.page.locator('[data-name="surface cells"]', { hasText: '1089' }).waitFor();
      await studio.settled();
      expect(await number('optimum, lower bound')).to.be.closeTo(0.8, 1e-6);
      expect(await number('optimum, upper bound')).to.be.closeTo(0.8, 1e-6);
      const most = await number('surface maximum');
      expect(await studio.figure('optimum contours')).to.contain(
        `above each η here, of which the greatest is ${most}.`,
      );
      await expectFaultlessView(studio.page, 'Surface');
      await studio.page.locator('[data-figure=surface] summary').click();
      const csv = await studio.saved(() =>
        studio.page.locator('[data-figure=surface]').getByRole('button', { name: 'CSV' }).click(),
      );
      const middle = csv
        .toString()
        .split('\n')
        .find((row) => row.startsWith('0,0,'))!;
      expect(Number(middle.split(',')[2])).to.be.closeTo(analysisAt().averageReward, 1e-14);
    });

    it('of three states has its contours where the exact η has their levels, and none of the optimum, which no policy passes', async () => {
      await studio.visit({ ...short, theta, view: 'surface', plane: 'parameters', axes: [2, 4] });
      await studio.page.locator('[data-name="surface cells"]', { hasText: '1089' }).waitFor();
      await studio.settled();
      const [least, most] = [await number('surface minimum'), await number('surface maximum')];
      const levels = await valuesOnContours('level', { recipe: initialState, theta, axes: [2, 4] });
      expect(levels.length).to.be.above(0);
      for (const level of levels) {
        const quarters = (4 * (level - least)) / (most - least);
        // The place on the edge is right to rounding, and so is η at both ends of the edge.
        expect(quarters).to.be.closeTo(Math.round(quarters), 1e-9);
        expect(Math.round(quarters)).to.be.within(1, 3);
      }
      for (const kind of ['lower', 'upper'] as const) expect(await contourPlaces(kind)).to.deep.equal([]);
    });

    it('has the contour of a lower bound that a policy passes: RockSample, where to go east is worth 10 / 3 a step', async () => {
      const recipe = { ...initialState, ...short, environment: 'RockSample-v0:n=3,k=1' };
      const east = [0, 4, 0, 0, 0, 0].flatMap((weight) => [weight, weight, weight]);
      await studio.visit({ ...recipe, theta: east, view: 'surface', plane: 'parameters', axes: [4, 6] });
      await studio.page.locator('[data-name="surface cells"]', { hasText: '1089' }).waitFor();
      await studio.settled();
      const lower = await number('optimum, lower bound');
      const values = await valuesOnContours('lower', { recipe, theta: east, axes: [4, 6] });
      expect(values.length).to.be.above(2);
      for (const value of values) expect(value).to.be.closeTo(lower, 1e-9);
      expect(await number('surface maximum')).to.be.within(lower, 10 / 3);
      expect(await studio.figure('optimum contours')).to.contain(
        'The contour of the lower bound is the thick white line.',
      );
    });

    it('lies along the gradient and the line search, or says that there is none', async () => {
      await studio.visit({ view: 'surface', plane: 'gradient', seed: 3, point: 1 });
      await studio.page.locator('[data-name="surface cells"]', { hasText: '1089' }).waitFor();
      await studio.page.getByText('Across: along ∇η there.').waitFor();
      await studio.visit({ view: 'surface', plane: 'gradient', agent: 'softmax+olpomdp', budget: 2000 });
      await studio.page.getByText('There is no line search at this point').waitFor();
      await studio.page.locator('#view [name=plane]').selectOption('parameters');
      await untilState(({ plane }) => plane === 'parameters');
      await studio.page.locator('[data-name="surface cells"]', { hasText: '1089' }).waitFor();
      await fill('axis-across', '2');
      await studio.page.getByText('The parameters 2 and 2 are the same one').waitFor();
    });
  });

  describe('Bias and variance', () => {
    it('shows bias², variance and error at the β and T of its address', async () => {
      await studio.visit({ ...short, theta, view: 'error', beta: 0.6, length: 20_000 });
      await studio.settled();
      const analysis = analysisAt();
      const squared = dot(analysis.gradient(), analysis.gradient());
      const { squaredBias, variance } = new GpomdpAnalysis(analysis).error(0.6);
      expect(await number('bias² of the limit with β = 0.6, of |∇η|²')).to.be.closeTo(
        squaredBias / squared,
        1e-14,
      );
      expect(await number('asymptotic variance / T, T = 20000, of |∇η|²')).to.be.closeTo(
        variance / 20_000 / squared,
        1e-14,
      );
      const error = (squaredBias + variance / 20_000) / squared;
      expect(await number('asymptotic error, their sum, of |∇η|²')).to.be.closeTo(error, 1e-14);
      const [long] = new GpomdpAnalysis(analysis).errorsAfter(0.6, [20_000]);
      const exactAtLong = (long!.squaredBias + long!.variance) / squared;
      expect(await number('exact error after T = 20000 steps, of |∇η|²')).to.be.closeTo(exactAtLong, 1e-13);
      // All β have exact errors, or all have asymptotic ones.
      expect(await number('least error')).to.be.at.most(Math.max(error, exactAtLong));
      await fill('length', '40000');
      await untilState(({ length }) => length === 40_000);
      // The row of this T comes with all others.
      await studio.figure('asymptotic variance / T, T = 40000, of |∇η|²');
      expect(await number('asymptotic error, their sum, of |∇η|²')).to.be.closeTo(
        (squaredBias + variance / 40_000) / squared,
        1e-14,
      );
      await fill('length', '9');
      await untilState(({ length }) => length === 9);
      // The rows of this T come first, their exact values later.
      await studio.figure('exact error after T = 9 steps, of |∇η|²');
      await studio.settled();
      const [nine] = new GpomdpAnalysis(analysis).errorsAfter(0.6, [9]);
      const [bias, noise] = [nine!.squaredBias / squared, nine!.variance / squared];
      expect(await number('exact bias² after T = 9 steps, of |∇η|²')).to.be.closeTo(bias, 1e-13);
      expect(await number('exact variance after T = 9 steps, of |∇η|²')).to.be.closeTo(noise, 1e-13);
      const exact = await number('exact error after T = 9 steps, of |∇η|²');
      expect(exact).to.be.closeTo(bias + noise, 1e-13);
      expect(await studio.figure('asymptotic error, their sum, of |∇η|²')).to.contain('from about T =');
      // All β have the exact error of nine steps, so that the least of them is drawn too.
      expect(await number('least error')).to.be.at.most(exact);
    });
  });
});
