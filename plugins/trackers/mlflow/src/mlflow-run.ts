import {
  type Reference,
  type RunDescription,
  type RunEvent,
  type RunObserver,
  partKinds,
} from '@pomdp-gym/contracts';
import type { Entry, Metric, MlflowServer, RunStatus } from './mlflow-server.js';

/** What an MLflow run is recorded with. */
export interface MlflowRunSettings {
  readonly server: MlflowServer;
  readonly experiment: string;
  /** Whether each episode is recorded too. */
  readonly episodes: boolean;
  readonly clock: () => number;
  /** Called with what goes wrong; nothing is sent from then on. */
  readonly onFailure: (error: unknown) => void;
}

/** The most metrics and parameters of one request. */
const METRICS = 1000;
const PARAMETERS = 100;

/** Sends a run: what comes while a request is under way goes with the next one. A failure of the server ends the sending alone. */
export class MlflowRun implements RunObserver {
  private readonly runId: Promise<string | undefined>;
  private metrics: Metric[] = [];
  private sending: Promise<void>;
  private busy = true;
  private failed = false;
  private status: RunStatus = 'FINISHED';

  constructor(
    run: RunDescription,
    private readonly settings: MlflowRunSettings,
  ) {
    this.runId = this.attempt(() => this.begin(run));
    this.sending = this.runId.then(() => this.sendAll());
  }

  next(event: RunEvent): void {
    if (event.kind === 'failed') this.fail('FAILED', event.error);
    if (this.failed || (event.kind === 'episode' && !this.settings.episodes)) return;
    const timestamp = this.now();
    for (const [key, value] of Object.entries(scalarsOf(event))) {
      if (Number.isFinite(value) && 'steps' in event)
        this.metrics.push({ key, value, timestamp, step: event.steps });
    }
    if (!this.busy) this.sending = this.sendAll();
  }

  error(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.fail(reason === 'The run was stopped.' ? 'KILLED' : 'FAILED', reason);
    void this.complete();
  }

  /** Resolves once all is sent, or sending has failed. */
  async complete(): Promise<void> {
    await this.sending;
    const runId = await this.runId;
    if (runId === undefined) return;
    const endTime = this.now();
    await this.attempt(async () => this.settings.server.endRun(runId, this.status, endTime));
  }

  private async begin(run: RunDescription): Promise<string> {
    const { server, experiment } = this.settings;
    const { environment, agent, seed } = run;
    const name = `${environment.name} ${agent.name} seed ${seed}`;
    const tags = [{ key: 'mlflow.source.name', value: 'pomdp-gym' }];
    const runId = await server.createRun(await server.experimentId(experiment), name, this.now(), tags);
    const params = paramsOf(run);
    for (let at = 0; at < params.length; at += PARAMETERS)
      await server.logBatch(runId, [], params.slice(at, at + PARAMETERS));
    return runId;
  }

  private async sendAll(): Promise<void> {
    const runId = await this.runId;
    this.busy = true;
    while (runId !== undefined && this.metrics.length > 0 && !this.failed) {
      const batch = this.metrics.splice(0, METRICS);
      await this.attempt(async () => this.settings.server.logBatch(runId, batch, []));
    }
    this.busy = false;
  }

  private fail(status: RunStatus, reason: string): void {
    this.status = status;
    this.sending = this.sending.then(async () => {
      const runId = await this.runId;
      if (runId !== undefined)
        await this.attempt(async () =>
          this.settings.server.setTag(runId, 'pomdp-gym.error', reason.slice(0, 5000)),
        );
    });
  }

  private async attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.failed) return undefined;
    try {
      return await work();
    } catch (error) {
      this.failed = true;
      this.metrics = [];
      this.settings.onFailure(error);
      return undefined;
    }
  }

  private now(): number {
    return Math.round(this.settings.clock() * 1000);
  }
}

/** The most characters of a parameter's value that every version of MLflow takes. */
const LONGEST = 500;

/** What a run depends on, an option a parameter: `estimator.beta`. */
function paramsOf({ environment, agent, seed, budget }: RunDescription): Entry[] {
  const options = (kind: string, { id, options: given }: Reference): Entry[] => [
    { key: kind, value: id },
    ...Object.entries(given).map(([name, value]) => ({
      key: `${kind}.${name}`,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  ];
  const parts = partKinds.flatMap((kind) => (agent[kind] ? options(kind, agent[kind]) : []));
  const numbers = { seed, budget, 'steps.direction': agent.steps.direction };
  return [
    { key: 'agent', value: agent.name },
    ...options('environment', environment),
    ...parts,
    ...Object.entries(numbers).map(([key, value]) => ({ key, value: String(value) })),
  ].map(({ key, value }) => ({ key: key.replace(/[^\w ./-]/g, '-'), value: value.slice(0, LONGEST) }));
}

function scalarsOf(event: RunEvent): Readonly<Record<string, number>> {
  switch (event.kind) {
    case 'iterate':
      return {
        ...(event.averageReward !== null && { average_reward: event.averageReward }),
        ...Object.fromEntries(
          Object.entries(event.detail).map(([name, value]) => [name.replace(/[^\w ./-]/g, '-'), value]),
        ),
      };
    case 'episode':
      return { episode_reward: event.reward, episode_length: event.length };
    case 'progress':
      return {
        ...(event.lower !== undefined && { lower_bound: event.lower }),
        ...(event.upper !== undefined && { upper_bound: event.upper }),
      };
    case 'finished':
      return {
        final_average_reward: event.averageReward,
        ...(event.discounted && { final_discounted_value: event.discounted.value }),
      };
    default:
      return {};
  }
}
