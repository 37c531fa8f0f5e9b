import { z } from 'zod';

/** A number of a run at a step; `timestamp` in milliseconds since 1970 began. */
export interface Metric {
  readonly key: string;
  readonly value: number;
  readonly timestamp: number;
  readonly step: number;
}

/** A name and a text: a parameter or a tag of a run. */
export interface Entry {
  readonly key: string;
  readonly value: string;
}

export type RunStatus = 'FINISHED' | 'FAILED' | 'KILLED';

const experiment = z.object({ experiment: z.object({ experiment_id: z.string() }) });
const createdExperiment = z.object({ experiment_id: z.string() });
const createdRun = z.object({ run: z.object({ info: z.object({ run_id: z.string() }) }) });
const refusal = z.object({ error_code: z.string().optional(), message: z.string().optional() });

/** What a server refused, with the code that it gives. */
class Refusal extends Error {
  constructor(
    message: string,
    readonly code: string | undefined,
  ) {
    super(message);
  }
}

/** The part of the REST interface of MLflow, version 2.0, that records runs. */
export class MlflowServer {
  /**
   * @param address such as http://localhost:5000
   * @param seconds after which a request is given up.
   * @param token sent as a bearer token, where there is one.
   */
  constructor(
    private readonly address: string,
    private readonly seconds: number,
    private readonly token?: string,
  ) {}

  /** The id of the experiment of this name, which is created where there is none. */
  async experimentId(name: string): Promise<string> {
    try {
      return await this.existingExperiment(name);
    } catch (error) {
      if (!isRefusal(error, 'RESOURCE_DOES_NOT_EXIST')) throw error;
    }
    try {
      return createdExperiment.parse(await this.post('experiments/create', { name })).experiment_id;
    } catch (error) {
      // Another run may have created it since.
      if (!isRefusal(error, 'RESOURCE_ALREADY_EXISTS')) throw error;
      return this.existingExperiment(name);
    }
  }

  /** Begins a run, and returns its id. */
  async createRun(
    experimentId: string,
    name: string,
    startTime: number,
    tags: readonly Entry[],
  ): Promise<string> {
    const body = { experiment_id: experimentId, run_name: name, start_time: startTime, tags };
    return createdRun.parse(await this.post('runs/create', body)).run.info.run_id;
  }

  /** Logs at most 1000 metrics and 100 parameters. */
  async logBatch(runId: string, metrics: readonly Metric[], params: readonly Entry[]): Promise<void> {
    await this.post('runs/log-batch', { run_id: runId, metrics, params });
  }

  async endRun(runId: string, status: RunStatus, endTime: number): Promise<void> {
    await this.post('runs/update', { run_id: runId, status, end_time: endTime });
  }

  async setTag(runId: string, key: string, value: string): Promise<void> {
    await this.post('runs/set-tag', { run_id: runId, key, value });
  }

  private async existingExperiment(name: string): Promise<string> {
    const query = new URLSearchParams({ experiment_name: name }).toString();
    const found = await this.request(`experiments/get-by-name?${query}`, { method: 'GET' });
    return experiment.parse(found).experiment.experiment_id;
  }

  private async post(path: string, body: object): Promise<unknown> {
    return this.request(path, { method: 'POST', body: JSON.stringify(body) });
  }

  private async request(path: string, request: { readonly method: string; readonly body?: string }) {
    const authorization = this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
    const response = await fetch(`${this.address.replace(/\/+$/, '')}/api/2.0/mlflow/${path}`, {
      ...request,
      headers: { 'content-type': 'application/json', ...authorization },
      signal: AbortSignal.timeout(this.seconds * 1000),
    });
    if (response.ok) return (await response.json()) as unknown;
    const { data } = refusal.safeParse(await response.json().catch(() => undefined));
    throw new Refusal(`${response.status} ${data?.message ?? response.statusText}`, data?.error_code);
  }
}

function isRefusal(error: unknown, code: string): boolean {
  return error instanceof Refusal && error.code === code;
}
