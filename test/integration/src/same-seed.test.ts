import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment, EnvironmentSpec, Iterate, ParametricPolicy } from '@pomdp-gym/contracts';
import { hallway } from '@pomdp-gym/environment-hallway';
import { puckPlane } from '@pomdp-gym/environment-puck-plane';
import { rockSample } from '@pomdp-gym/environment-rock-sample';
import { threeState } from '@pomdp-gym/environment-three-state';
import { tiger } from '@pomdp-gym/environment-tiger';
import { tMaze } from '@pomdp-gym/environment-t-maze';
import { gpomdp } from '@pomdp-gym/estimator-gpomdp';
import { ModelEnvironment } from '@pomdp-gym/models';
import { randomStream } from '@pomdp-gym/numerics';
import { conjpomdp } from '@pomdp-gym/optimizer-conjpomdp';
import { softmaxPolicy } from '@pomdp-gym/policy-softmax';
import { simulate, type SimulationSettings } from '@pomdp-gym/simulator';
import { createGrad } from '@pomdp-gym/training';
import { expect } from 'chai';
import { pomdpGym } from './command.test.support.js';
import { makeFolder } from './outside-folder.test.support.js';

type Path = NonNullable<SimulationSettings['path']>;

const STEPS = 9000; // over two of the longest batches

function makeEnvironment(spec: EnvironmentSpec): Environment {
  return spec.create(spec.options.parse({}));
}

/** A softmax at a θ drawn for it. */
function makePolicy(environment: Environment): ParametricPolicy {
  const policy = softmaxPolicy.create(softmaxPolicy.options.parse({}), environment);
  const random = randomStream(1, 'start');
  policy.parameters.forEach((_, k) => (policy.parameters[k] = random.uniform() - 0.5));
  return policy;
}

/** All that happens on one path, as numbers. */
async function record(spec: EnvironmentSpec, batchSize: number, path: Path): Promise<Float64Array> {
  const environment = makeEnvironment(spec);
  const numbers: number[] = [];
  await simulate({
    environment,
    policy: makePolicy(environment),
    environmentRandom: randomStream(7, 'environment'),
    policyRandom: randomStream(7, 'policy'),
    steps: STEPS,
    batchSize,
    path,
  }).forEach(({ length, observations, actions, rewards, ending }) => {
    const width = Math.max(1, observations.width);
    for (let i = 0; i < length; i++) {
      numbers.push(
        ...observations.values.subarray(i * width, (i + 1) * width),
        actions.values[i]!,
        rewards[i]!,
      );
    }
    if (ending !== 'none') numbers.push(NaN);
  });
  return Float64Array.from(numbers);
}

/** A whole ascent of CONJPOMDP on the three-state problem: every point and every estimate, as numbers. */
async function climb(seed: number, batchSize: number, path: Path): Promise<Float64Array> {
  const environment = makeEnvironment(threeState);
  const policy = makePolicy(environment);
  const grad = createGrad({
    environment,
    policy,
    estimator: gpomdp.create(gpomdp.options.parse({ beta: 0.8 }), policy),
    steps: { direction: 1024, lineSearch: 256 },
    environmentRandom: randomStream(seed, 'environment'),
    policyRandom: randomStream(seed, 'policy'),
    batchSize,
    path,
  });
  const optimizer = conjpomdp.create(conjpomdp.options.parse({}));
  const points: Iterate[] = [];
  for await (const point of optimizer.ascend(policy.parameters.slice(), grad, new AbortController().signal))
    points.push(point);
  return Float64Array.from(
    points.flatMap(({ theta, estimate }) => [...theta, ...(estimate?.gradient ?? [])]),
  );
}

const sameBits = (one: Float64Array, two: Float64Array) =>
  Buffer.from(one.buffer).equals(Buffer.from(two.buffer));

describe('Same seed, same bits', () => {
  for (const spec of [threeState, tiger, hallway, tMaze, rockSample, puckPlane]) {
    it(`paths of ${spec.id}: for every batch size, on the kernel and on the generic path`, async () => {
      const first = await record(spec, 4096, 'generic');
      expect(first.length).to.be.at.least(3 * STEPS);
      const ways: Path[] =
        makeEnvironment(spec) instanceof ModelEnvironment ? ['generic', 'kernel'] : ['generic'];
      for (const way of ways) {
        for (const size of [1, 2, 7, 256, 4096, STEPS + 1]) {
          expect(sameBits(await record(spec, size, way), first), `${way}, batches of ${size}`).to.equal(true);
        }
      }
    });
  }

  it('whole ascents: on the kernel and on the generic path at equal block size', async () => {
    for (const size of [7, 256, 4096]) {
      expect(
        sameBits(await climb(3, size, 'kernel'), await climb(3, size, 'generic')),
        `blocks of ${size}`,
      ).to.equal(true);
    }
    expect(sameBits(await climb(3, 256, 'kernel'), await climb(4, 256, 'kernel')), 'another seed').to.equal(
      false,
    );
  });

  describe('in processes of their own', function () {
    this.timeout(240_000);
    let folder: string;
    before(() => (folder = makeFolder()));
    after(() => rmSync(folder, { recursive: true }));

    it('a run is the same line', () => {
      const run = (seed: string) =>
        pomdpGym(
          folder,
          'run',
          'ThreeState-v0',
          'softmax+gpomdp:beta=.8+conjpomdp',
          '--steps',
          '256',
          '--seed',
          seed,
          '--json',
        ).out;
      const first = run('5');
      expect(first).to.include('"theta"');
      expect(run('5')).to.equal(first);
      expect(run('6')).not.to.equal(first);
    });

    it('a study leaves the same bits with one worker and with two', () => {
      const study = (workers: string) => {
        const agents = ['--agent', 'softmax+gpomdp:beta=.8+conjpomdp', '--agent', 'softmax+olpomdp'];
        const shared = ['--env', 'ThreeState-v0', ...agents, '--seeds', '3', '--budget', '2000'];
        pomdpGym(folder, 'compare', ...shared, '--workers', workers, '--out', workers);
        return readFileSync(join(folder, workers, 'runs.jsonl'));
      };
      const one = study('1');
      expect(one.toString().trim().split('\n')).to.have.length(6);
      expect(study('2').equals(one)).to.equal(true);
    });
  });
});
