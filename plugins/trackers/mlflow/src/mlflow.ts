import { type Tracker, tracker } from '@pomdp-gym/contracts';
import { z } from 'zod';
import { MlflowRun } from './mlflow-run.js';
import { MlflowServer } from './mlflow-server.js';

const options = z.strictObject({
  server: z.url().default('http://localhost:5000').describe('Address of the tracking server'),
  experiment: z
    .string()
    .min(1)
    .default('pomdp-gym')
    .describe('Name of the experiment, which is created if need be'),
  episodes: z
    .boolean()
    .default(false)
    .describe('Whether the reward and the length of each episode are sent too'),
  timeout: z.number().positive().default(10).describe('Seconds after which a request is given up'),
});

/** Servers whose failure was reported: there is one tracker a run, and one sentence is enough for all. */
const reported = new Set<string>();

function report(server: string, error: unknown): void {
  if (reported.has(server)) return;
  reported.add(server);
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  const reason = error instanceof Error ? error.message : String(error);
  console.warn(
    `The MLflow server ${server} fails (${reason}${cause}). Runs go on, and are not recorded there.`,
  );
}

export const mlflow = tracker({
  id: 'mlflow',
  summary: 'Sends runs to an MLflow server over its REST interface.',
  options,
  create: ({ server, experiment, episodes, timeout }, clock = () => 0): Tracker => ({
    observe: (run) =>
      new MlflowRun(run, {
        server: new MlflowServer(server, timeout, process.env['MLFLOW_TRACKING_TOKEN']),
        experiment,
        episodes,
        clock,
        onFailure: (error) => report(server, error),
      }),
  }),
});
