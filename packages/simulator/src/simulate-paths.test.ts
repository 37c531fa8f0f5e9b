import type { FiniteModel, FiniteTable, Policy, Step } from '@pomdp-gym/contracts';
import { finiteModel, ModelEnvironment, observationCount } from '@pomdp-gym/models';
import { drawIndex, randomStream } from '@pomdp-gym/numerics';
import { expect } from 'chai';
import { take } from 'rxjs';
import { firstDifference } from './first-difference.test.support.js';
import { models } from './random-models.test.support.js';
import { simulate } from './simulate.js';
import { type PathsSettings, type PathStreams, simulatePaths } from './simulate-paths.js';
import { stepAt } from './step-view.js';

type Ways = Partial<PathsSettings>;

/** Rows of one outcome, which take no word, beside rows of several; outcomes and moves of probability 0. */
const sparse = finiteModel({
  states: 5,
  actions: 3,
  observations: 3,
  transition: (s, u) =>
    u === 0
      ? [[(s + 1) % 5, 1]]
      : [
          [s, 0.25],
          [(s + u) % 5, 0],
          [(s + 3) % 5, 0.75],
        ],
  observation: (_u, next) =>
    next === 0
      ? [[0, 1]]
      : [
          [next % 3, 0.5],
          [(next + 1) % 3, 0.5],
        ],
  reward: (s, u, next) => s - 2 * u + 0.1 * next,
  start: [[2, 1]],
});

describe('simulatePaths', () => {
  for (const [name, model] of Object.entries({ ...models, 'rows of one outcome': sparse })) {
    it(`gives each path to the bit as simulate does alone, in the same batches: ${name}`, async () => {
      for (const ways of [{}, { kernel: 'wasm' }, { kernel: 'typescript' }] as const) {
        if (ways.kernel === 'wasm' && name.startsWith('in two stages')) continue;
        for (const [steps, batchSize] of [
          [[1200], 300],
          [[1300, 1300, 1299, 1299], 256],
          [[1025, 1025, 1025, 1024, 1024], 512],
        ] as const) {
          const together = await pathsOf(model, steps, { ...ways, batchSize });
          for (const [path, found] of together.entries()) {
            const alone = await pathsOf(model, [steps[path]!], { path: 'generic', batchSize }, path);
            expect(firstDifference(found, alone[0]!), `path ${path} of ${steps.length}`).to.equal(undefined);
          }
        }
      }
    });
  }

  it('cuts episodes off alike', async () => {
    const ways = { kernel: 'wasm', batchSize: 64, episodeLimit: 50 } as const;
    const together = await pathsOf(sparse, [200, 200, 175, 175], ways);
    expect(together[3]!.filter(({ ending }) => ending === 'truncated')).to.have.length(3);
    for (const [path, found] of together.entries()) {
      const alone = await pathsOf(sparse, [found.length], { ...ways, path: 'generic' }, path);
      expect(firstDifference(found, alone[0]!)).to.equal(undefined);
    }
  });

  it('leaves the streams where simulate leaves them', async () => {
    const left = async (run: (streams: readonly PathStreams[]) => Promise<void>) => {
      const streams = [300, 301, 300, 300].map((steps, path) => streamsOf(path, steps));
      await run(streams);
      return streams.map(({ environmentRandom, policyRandom }) => [
        environmentRandom.uint32(),
        policyRandom.uint32(),
      ]);
    };
    const problem = { environment: new ModelEnvironment(sparse), policy: new SparsePolicy(sparse) };
    const alone = await left(async (streams) => {
      for (const each of streams) await simulate({ ...problem, ...each }).forEach(() => undefined);
    });
    const together = await left((paths) =>
      simulatePaths({ ...problem, paths, kernel: 'wasm' }).forEach(() => undefined),
    );
    expect(together).to.deep.equal(alone);
  });

  it('reads the policy anew for every batch', async () => {
    const run = async (numbers: readonly number[], ways: Ways) => {
      const policy = new SparsePolicy(sparse);
      const actions = numbers.map((): number[] => []);
      const paths = numbers.map((path) => streamsOf(path, 300));
      const settings = { ...problemOf(sparse), policy, paths, batchSize: 10, ...ways };
      await simulatePaths(settings).forEach(({ path, batch }) => {
        actions[path]!.push(...batch.actions.values.subarray(0, batch.length));
        policy.shift = Math.floor(actions[path]!.length / 30);
      });
      return actions;
    };
    const together = await run([0, 1, 2, 3], { kernel: 'wasm' });
    for (const [path, found] of together.entries())
      expect(found).to.deep.equal((await run([path], { path: 'generic' }))[0]);
    expect(new Set(together[0]!.slice(0, 30)).size).to.equal(2);
    expect(new Set(together[0]).size).to.equal(3);
  });

  it('goes on beside other paths, on other models too: each has a memory of its own', async () => {
    const other = models['continuing, no first observation, rewards by observation']!;
    const expected = await pathsOf(other, [400, 400, 400, 400], { kernel: 'wasm', batchSize: 100 });
    const within: Step[][][] = [];
    const waiting: Promise<void>[] = [];
    const paths = [0, 1, 2, 3].map((path) => streamsOf(path, 500));
    await simulatePaths({ ...problemOf(sparse), paths, kernel: 'wasm', batchSize: 100 }).forEach(() => {
      const run = pathsOf(other, [400, 400, 400, 400], { kernel: 'wasm', batchSize: 100 });
      waiting.push(run.then((found) => void within.push(found)));
    });
    await Promise.all(waiting);
    expect(within).to.have.length(20);
    for (const found of within)
      found.forEach((path, i) => expect(firstDifference(path, expected[i]!)).to.equal(undefined));
  });

  it('gives the same bits where there is no WebAssembly, and says so where that is asked for', async () => {
    // Batches that no memory of an earlier path has room for.
    const ways = { batchSize: 2 ** 18 };
    const steps = [2 ** 18, 1100, 1100, 1100];
    const api: unknown = Reflect.get(globalThis, 'WebAssembly');
    try {
      Reflect.set(globalThis, 'WebAssembly', undefined);
      const [found] = await pathsOf(sparse, steps, ways);
      const asked = { ...problemOf(sparse), ...ways, ...streamsOf(0, 2 ** 18) };
      const refused = simulate({ ...asked, kernel: 'wasm' }).forEach(() => undefined);
      expect(await refused.catch(String)).to.contain('needs WebAssembly');
      Reflect.set(globalThis, 'WebAssembly', api);
      expect(found).to.have.length(2 ** 18);
      const [expected] = await pathsOf(sparse, steps, { ...ways, kernel: 'wasm' });
      const last = (path: readonly Step[]) => path.slice(-50);
      expect(firstDifference(last(found!), last(expected!))).to.equal(undefined);
    } finally {
      Reflect.set(globalThis, 'WebAssembly', api);
    }
  });

  it('stops when its subscriber leaves', () => {
    let batches = 0;
    const paths = [0, 1, 2, 3].map((path) => streamsOf(path, 1e9));
    simulatePaths({ ...problemOf(sparse), paths, batchSize: 16 })
      .pipe(take(6))
      .subscribe(() => batches++);
    expect(batches).to.equal(6);
  });
});

function problemOf(model: FiniteModel) {
  return { environment: new ModelEnvironment(model), policy: new SparsePolicy(model) };
}

function streamsOf(path: number, steps: number): PathStreams {
  return {
    environmentRandom: randomStream(1, path, 'environment'),
    policyRandom: randomStream(1, path, 'policy'),
    steps,
  };
}

/** The steps of each path, the first of which has the number `first`; the batches are overwritten once they have been read. */
async function pathsOf(
  model: FiniteModel,
  steps: readonly number[],
  ways: Ways,
  first = 0,
): Promise<Step[][]> {
  const found: Step[][] = steps.map(() => []);
  const paths = steps.map((count, path) => streamsOf(first + path, count));
  await simulatePaths({ ...problemOf(model), paths, ...ways }).forEach(({ path, batch }) => {
    for (let row = 0; row < batch.length; row++) found[path]!.push(stepAt(batch, row));
    batch.observations.values.fill(-1);
    batch.actions.values.fill(-1);
    batch.rewards.fill(NaN);
  });
  return found;
}

/** Takes two of the actions in every row, one three times as often; which, depends on the observation and `shift`. */
class SparsePolicy implements Policy {
  shift = 0;
  private readonly probabilities: Float64Array;
  private readonly actions: number;
  private readonly observations: number;
  private random = randomStream(0);

  constructor(model: FiniteModel) {
    this.actions = model.actions;
    this.observations = observationCount(model);
    this.probabilities = new Float64Array(this.observations * this.actions);
  }

  reset(random: PathStreams['policyRandom']): void {
    this.random = random;
  }

  act(observation: number | Float64Array): number {
    this.table();
    return drawIndex(this.probabilities, (observation as number) * this.actions, this.actions, this.random);
  }

  table(): FiniteTable {
    const { observations, actions, probabilities, shift } = this;
    probabilities.fill(0);
    for (let y = 0; y < observations; y++) {
      probabilities[y * actions + (shift % actions)] = 0.75;
      probabilities[y * actions + ((shift + 1) % actions)] = 0.25;
    }
    return { observations, actions, probabilities };
  }
}
