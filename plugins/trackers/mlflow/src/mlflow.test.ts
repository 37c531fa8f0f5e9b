import { describeTracker } from '@pomdp-gym/conformance';
import type { RunDescription, RunObserver } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { mlflow } from './mlflow.js';
import { SmallServer } from './mlflow-server.test.support.js';

const run = (seed: number): RunDescription => ({
  environment: { name: 'Tiger-v0', id: 'Tiger-v0', options: { accuracy: 0.85 } },
  agent: {
    name: 'climber',
    policy: { id: 'softmax', options: {} },
    steps: { direction: 100, lineSearch: 10 },
    start: { initialScale: 0.1 },
  },
  seed,
  budget: 1000,
  batchSize: 64,
  patience: 600,
  evaluation: { steps: 1000, exactStates: 500 },
});
const value = { averageReward: 0.5, exact: true, halfWidth: 0, evaluationSteps: 0 };

const shared = new SmallServer();
const options = { server: '', experiment: 'checked' };
before(async () => {
  options.server = await shared.open();
});
after(() => shared.close());

describeTracker(mlflow, { options });

describe('What mlflow sends', () => {
  let server: SmallServer;
  let address: string;
  let warnings: string[];
  const { warn } = console;
  beforeEach(async () => {
    server = new SmallServer();
    address = await server.open();
    warnings = [];
    console.warn = (line: string) => warnings.push(line);
  });
  afterEach(async () => {
    console.warn = warn;
    await server.close().catch(() => undefined);
  });

  const observe = (seed = 1, more: object = {}): RunObserver =>
    mlflow
      .create(
        { server: address, experiment: 'tests', episodes: false, timeout: 10, ...more },
        () => 1_700_000_000.5,
      )
      .observe(run(seed));

  it('is the experiment, the run with its parameters, every number once and in order, and the end', async () => {
    const observer = observe();
    for (let steps = 1; steps <= 2500; steps++)
      observer.next({ kind: 'iterate', steps, theta: null, averageReward: steps / 8, detail: {} });
    observer.next({ kind: 'progress', steps: 2500, lower: 1, upper: Infinity });
    observer.next({ kind: 'episode', steps: 2500, length: 3, reward: 1 });
    observer.next({ kind: 'finished', steps: 2500, ended: 'budget', ...value });
    await observer.complete();
    expect(server.received.slice(0, 4).map(({ method, path }) => `${method} ${path}`)).to.deep.equal([
      'GET experiments/get-by-name',
      'POST experiments/create',
      'POST runs/create',
      'POST runs/log-batch',
    ]);
    expect(server.bodies('runs/create')[0]).to.deep.include({
      experiment_id: '7',
      run_name: 'Tiger-v0 climber seed 1',
      start_time: 1_700_000_000_500,
    });
    const batches = server.bodies('runs/log-batch') as {
      metrics: Metric[];
      params: { key: string; value: string }[];
    }[];
    expect(batches[0]!.params).to.deep.include.members([
      { key: 'environment.accuracy', value: '0.85' },
      { key: 'policy', value: 'softmax' },
      { key: 'seed', value: '1' },
    ]);
    for (const { metrics } of batches) expect(metrics.length).to.be.at.most(1000);
    const sent = batches.flatMap(({ metrics }) => metrics);
    expect(
      sent.slice(0, 2500).map(({ key, step, value: sentValue }) => [key, step, sentValue]),
    ).to.deep.equal(Array.from({ length: 2500 }, (_, i) => ['average_reward', i + 1, (i + 1) / 8]));
    expect(sent.slice(2500).map(({ key, value: sentValue }) => [key, sentValue])).to.deep.equal([
      ['lower_bound', 1],
      ['final_average_reward', 0.5],
    ]);
    expect(server.received.at(-1)).to.deep.include({
      path: 'runs/update',
      body: { run_id: 'run-1', status: 'FINISHED', end_time: 1_700_000_000_500 },
    });
  });

  it('has the episodes where they are asked for', async () => {
    const observer = observe(1, { episodes: true });
    observer.next({ kind: 'episode', steps: 9, length: 3, reward: -1 });
    await observer.complete();
    const batches = server.bodies('runs/log-batch') as { metrics: Metric[] }[];
    expect(
      batches.flatMap(({ metrics }) => metrics.map(({ key, value: sent }) => [key, sent])),
    ).to.deep.equal([
      ['episode_reward', -1],
      ['episode_length', 3],
    ]);
  });

  it('is one experiment for runs that begin at once', async () => {
    const observers = [1, 2, 3].map((seed) => observe(seed));
    await Promise.all(observers.map((observer) => observer.complete()));
    expect(server.bodies('runs/create').map((body) => body['experiment_id'])).to.deep.equal(['7', '7', '7']);
    expect(warnings).to.deep.equal([]);
  });

  for (const [what, status, end] of [
    ['fails', 'FAILED', (observer) => observer.next({ kind: 'failed', steps: 3, error: 'It ran away.' })],
    ['has its thread ended', 'FAILED', (observer) => observer.error(new Error('It ran away.'))],
    ['is stopped', 'KILLED', (observer) => observer.error(new Error('The run was stopped.'))],
  ] as const satisfies readonly [string, string, (observer: RunObserver) => void][]) {
    it(`says how a run ended that ${what}`, async () => {
      const observer = observe();
      end(observer);
      await observer.complete();
      const reason = status === 'KILLED' ? 'The run was stopped.' : 'It ran away.';
      expect(server.bodies('runs/set-tag')[0]).to.deep.include({ key: 'pomdp-gym.error', value: reason });
      expect(server.bodies('runs/update')[0]).to.deep.include({ status });
    });
  }

  it('ends at a failure of the server, which is said once, and the run completes', async () => {
    server.broken = 'runs/log-batch';
    for (const seed of [1, 2]) {
      const observer = observe(seed);
      observer.next({ kind: 'finished', steps: 1, ended: 'budget', ...value });
      await observer.complete();
    }
    expect(warnings).to.deep.equal([
      `The MLflow server ${address} fails (500 The disk is full.). Runs go on, and are not recorded there.`,
    ]);
    expect(server.bodies('runs/log-batch')).to.have.length(2);
    expect(server.bodies('runs/update')).to.deep.equal([]);
  });

  it('is nothing where there is no server, which is said once', async () => {
    await server.close();
    for (const seed of [1, 2]) await observe(seed).complete();
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.match(/fails \(fetch failed: .*ECONNREFUSED.*\)\. Runs go on/);
  });
});

interface Metric {
  readonly key: string;
  readonly value: number;
  readonly step: number;
}
