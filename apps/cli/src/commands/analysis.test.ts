import 'reflect-metadata';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '@pomdp-gym/contracts';
import { PolicyAnalysis } from '@pomdp-gym/exact';
import { createProblem } from '@pomdp-gym/experiment';
import { expect } from 'chai';
import { openRegistry } from '../open-registry.js';
import { answer } from '../answer.test.support.js';
import { type Estimates, postEstimates } from '../threads/post-estimates.js';
import {
  type AnalysisReport,
  chainReport,
  measuredErrors,
  mixingText,
  parametricReport,
} from '@pomdp-gym/report';
import { savedPolicy } from '../files/saved-policy.js';
import { checkedLine } from '@pomdp-gym/experiment/node';
import { searchNotes } from '../terminal/search-notes.js';

const problem = {
  environment: { id: 'ThreeState-v0', options: {} },
  policy: { id: 'softmax', options: {} },
};
const softmaxOneHot = { id: 'softmax', options: { features: 'one-hot' } };
const theta = [1, 1, -1, -1];
const questions = { betas: [0, 0.8], steps: [2000, 500] };

const made = async () => {
  const registry = await openRegistry([], '.');
  const { environment, policy } = createProblem(problem, theta, registry);
  return { registry, analysis: PolicyAnalysis.ofPolicy(environment.model!(), policy) };
};

describe('analysis of a policy', () => {
  it('gives the reference figures of the gradient study, and what follows from them', async () => {
    const { analysis } = await made();
    const { eta, betas, mixingTime, spectrum, bestBeta } = parametricReport(analysis, questions);
    // The reference prints eight digits of η, seven of the eigenvalues and four of the bounds and biases.
    expect(eta).to.be.closeTo(0.29419747, 5e-9);
    expect(spectrum!.map(({ real }) => real)[1]).to.be.closeTo(-0.72847825, 5e-9);
    expect(betas.map(({ bound }) => bound!)[1]).to.be.closeTo(0.9785, 5e-5);
    expect(betas.map(({ relativeBias }) => relativeBias!)[0]).to.be.closeTo(0.07708, 5e-6);
    expect(mixingTime?.kind).to.equal('exact');
    for (const { relativeBias, asymptoticVariance, meanSquaredError } of betas) {
      const bias = relativeBias! * Math.hypot(...analysis.gradient());
      for (const { steps, value } of meanSquaredError) {
        expect(value).to.be.closeTo(bias ** 2 + asymptoticVariance / steps, 1e-12);
      }
    }
    for (const [i, { meanSquaredError }] of bestBeta.entries()) {
      for (const { meanSquaredError: errors } of betas)
        expect(meanSquaredError).to.be.at.most(errors[i]!.value);
    }
  });

  it('keeps the digits of ∇η where the policy is all but certain', async () => {
    const registry = await openRegistry([], '.');
    const { environment, policy } = createProblem(problem, [40, 40, -40, -40], registry);
    const gradient = PolicyAnalysis.ofPolicy(environment.model!(), policy).gradient();
    // A program of its own, in exact arithmetic, prints 1.66e-21.
    [-1.66e-21, -1.66e-21, 1.66e-21, 1.66e-21].forEach((expected, k) =>
      expect(gradient[k]).to.be.closeTo(expected, 0.005e-21),
    );
  });

  it('gives the angle to ∇η where the bias does not lie along it', async () => {
    const registry = await openRegistry([], '.');
    const maze = { ...problem, environment: { id: 'TMaze-v0', options: { length: 2 } } };
    const start = [-1.2, -1.6, -1.9, -2, -2, -1.8, -1.5, -1.1, -0.6, -0.1, 0.4, 0.9];
    const { environment, policy } = createProblem(maze, start, registry);
    const analyze = () => PolicyAnalysis.ofPolicy(environment.model!(), policy);
    const { betas } = parametricReport(analyze(), { betas: [0, 0.9], steps: [], endings: 'reset' });
    const gradient = start.map((value, k) => {
      const at = (shift: number) => {
        policy.parameters[k] = value + shift;
        const { averageReward } = analyze();
        policy.parameters[k] = value;
        return averageReward;
      };
      return (at(1e-3) - at(-1e-3)) / 2e-3;
    });
    for (const [i, degrees] of [12.6, 11.4].entries()) {
      const { gradient: biased, angleDegrees: angle } = betas[i]!;
      const inner = biased.reduce((sum, value, k) => sum + value * gradient[k]!, 0);
      const cosine = inner / Math.hypot(...biased) / Math.hypot(...gradient);
      // Differences of third order: relative 1e-6 of the gradient, 1e-4 of a degree.
      expect(angle).to.be.closeTo((Math.acos(cosine) * 180) / Math.PI, 1e-3);
      expect(angle).to.be.closeTo(degrees, 0.1);
    }
  });

  it('measures what it computes: 300 runs, each mean within five of its standard errors', async () => {
    const { analysis, registry } = await made();
    const steps = [500, 2000];
    const settings = { ...problem, ...questions, steps, theta, runs: 300, seed: 4 };
    const estimates: Estimates['fixed'][] = [];
    await postEstimates(settings, registry, (run) => estimates.push(run.fixed));
    expect(estimates).to.have.length(300);
    const measured = measuredErrors(analysis, settings, estimates);
    const { betas } = parametricReport(analysis, questions);
    expect(measured.map(({ beta, steps }) => [beta, steps])).to.deep.equal([
      [0, 500],
      [0, 2000],
      [0.8, 500],
      [0.8, 2000],
    ]);
    for (const { beta, steps, mean, low, high } of measured) {
      const exact = betas
        .find((each) => each.beta === beta)!
        .meanSquaredError.find((each) => each.steps === steps)!;
      // A 95 % interval is 1.97 standard errors wide on either side. Terms beyond 1/T are below 1 % at these T.
      expect(mean).to.be.closeTo(exact.value, (5 / 1.97) * ((high - low) / 2) + 0.01 * exact.value);
    }
  });
});

describe('analysis where episodes end', () => {
  for (const endings of ['centred', 'reset', 'carry'] as const) {
    it(`has the error of estimates with ${endings}: 200 runs, each mean within five of its standard errors`, async () => {
      const registry = await openRegistry([], '.');
      const maze = { environment: { id: 'TMaze-v0', options: { length: 2 } }, policy: problem.policy };
      const start = Array.from({ length: 12 }, (_, k) => Math.sin(k));
      const { environment, policy } = createProblem(maze, start, registry);
      const analysis = PolicyAnalysis.ofPolicy(environment.model!(), policy);
      const asked = { betas: [0.5, 0.95], steps: [2500], endings };
      const estimates: Estimates['fixed'][] = [];
      const settings = { ...maze, ...asked, theta: start, runs: 200, seed: 5 };
      await postEstimates(settings, registry, (run) => estimates.push(run.fixed));
      const measured = measuredErrors(analysis, asked, estimates);
      const report = parametricReport(analysis, asked);
      expect(report.endings).to.equal(endings);
      for (const [i, { mean, low, high }] of measured.entries()) {
        const exact = report.betas[i]!.meanSquaredError[0]!.value;
        // A 95 % interval is 1.97 standard errors wide on either side. Terms beyond 1/T are below 2 % at this T.
        expect(mean).to.be.closeTo(exact, (5 / 1.97) * ((high - low) / 2) + 0.02 * exact);
      }
    });
  }

  it('is with the endings of the option, and says so; of chains that end nothing it says nothing', async () => {
    const reportOf = async (...args: string[]) =>
      JSON.parse((await answer('analyze', ...args, '--beta', '.9', '--json')).out) as AnalysisReport;
    const angles = [];
    for (const endings of ['centred', 'reset', 'carry']) {
      const report = await reportOf('TMaze-v0', '--endings', endings);
      expect(report.endings).to.equal(endings);
      angles.push(report.betas[0]!.angleDegrees!.toFixed(2));
    }
    expect(new Set(angles).size).to.equal(3);
    expect((await reportOf('ThreeState-v0', '--theta', '1,1,-1,-1')).endings).to.equal(null);
    const { out } = await answer('analyze', 'TMaze-v0', '--endings', 'carry');
    expect(out).to.contain('Where an episode ends: the trace of GPOMDP goes on across the restart');
    const refused = await answer('analyze', 'TMaze-v0', '--endings', 'other');
    expect([refused.code, refused.err]).to.satisfy(
      ([code, err]: [number, string]) => code === 2 && err.includes('centred, reset, carry'),
    );
  });
});

describe('analyze --simulate', function () {
  this.timeout(240_000);

  it('measures after each T once, in rising order, however they are given', async () => {
    const args = ['--beta', '.4', '--steps', '200,100,200', '--simulate', '3', '--json'];
    const { code, out } = await answer('analyze', 'ThreeState-v0', ...args);
    const { measured } = JSON.parse(out) as { measured: { steps: number; runs: number }[] };
    expect([code, measured.map(({ steps, runs }) => [steps, runs])]).to.deep.equal([
      0,
      [
        [100, 3],
        [200, 3],
      ],
    ]);
  });
});

describe('the search for the best β', () => {
  it('reports each β tried after a second and then every five', async () => {
    const { analysis } = await made();
    let seconds = 0;
    const lines: string[] = [];
    const notes = searchNotes(
      () => seconds,
      (line) => lines.push(line),
    );
    let count = 0;
    parametricReport(analysis, { betas: [], steps: [1000] }, (T, tried) => {
      expect(tried).to.equal(++count);
      seconds = 0.3 * tried;
      notes(T, tried);
    });
    expect(count).to.be.within(50, 70);
    expect(lines[0]).to.equal('Searching for the best β for T = 1,000: 4 tried …');
    expect(lines[1]).to.contain(': 21 tried');
    expect(lines).to.have.length(1 + Math.floor((count - 4) / 17));
  });
});

describe('the mixing time in words', () => {
  const ofTiger = async (theta: number[]) => {
    const tiger = { environment: { id: 'Tiger-v0', options: {} }, policy: softmaxOneHot };
    const { environment, policy } = createProblem(tiger, theta, await openRegistry([], '.'));
    return mixingText(chainReport(PolicyAnalysis.ofPolicy(environment.model!(), policy)).mixingTime!);
  };

  it('calls a chain periodic that is, and not one that is only slow', async () => {
    expect(mixingText({ steps: null, kind: 'exact' })).to.equal('none, the chain is periodic');
    // To listen is e³⁶ times as likely as to open a door, and only a door moves the tiger.
    expect(await ofTiger([36, 36, 36, 0, 0, 0, 0, 0, 0])).to.equal('more than 10¹⁵ steps');
    expect(await ofTiger([9, 9, 9, 0, 0, 0, 0, 0, 0])).to.match(/^\d{4,5} steps$/);
  });
});

describe('savedPolicy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pomdp-gym-'));
  const whole = [
    { run: 1, seed: 7, theta: [1, 2] },
    { run: 0, seed: 7, theta: null },
  ].map((line) => checkedLine(line, 'here'));
  const changed = checkedLine({ run: 3, seed: 7, theta: [1, 2] }, 'here').replace('[1,2]', '[1,3]');
  const unchecked = '{"run":4,"seed":7,"theta":[1,2]}';
  writeFileSync(join(folder, 'runs.jsonl'), `${[...whole, changed, unchecked].join('\n')}\n{"run":2,"th`);

  it('reads the parameters and the seed of a run, wherever its line stands', () => {
    expect(savedPolicy(`${folder}:1`)).to.deep.equal({ theta: [1, 2], seed: 7 });
  });

  it('says what is wrong', () => {
    const cases: [string, string][] = [
      [folder, 'FOLDER:NUMBER'],
      [`${folder}/none:1`, 'there is no'],
      [`${folder}:2`, 'holds no run 2'],
      [`${folder}:0`, 'has no parameters'],
      [`${folder}:3`, `${join(folder, 'runs.jsonl')}:3: This line was changed after it was written`],
      [`${folder}:4`, 'runs.jsonl:4: This line has no check of its digits. Remove the line'],
    ];
    for (const [reference, sentence] of cases) {
      expect(() => savedPolicy(reference), reference).to.throw(InputError, sentence);
    }
  });
});
