import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeTracker } from '@pomdp-gym/conformance';
import type { RunDescription } from '@pomdp-gym/contracts';
import { expect } from 'chai';
import { csv } from './csv.js';

const home = mkdtempSync(join(tmpdir(), 'pomdp-gym-csv-'));
after(() => rmSync(home, { recursive: true }));

/** All files of the folder, one after another. */
const recorded = () =>
  readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'))
    .join('');

describeTracker(csv, { options: { folder: home }, recorded });

const run: RunDescription = {
  environment: { name: 'T Maze: length 3', id: 'TMaze-v0', options: {} },
  agent: { name: '../a', steps: { direction: 1, lineSearch: 1 }, start: { initialScale: 0 } },
  seed: 7,
  budget: 100,
  batchSize: 1,
  patience: 1,
  evaluation: { steps: 1, exactStates: 1 },
};

describe('The files of csv', () => {
  const read = (name: string) =>
    readFileSync(join(home, 'T%20Maze%3A%20length%203', '..%2Fa', 'seed-7', name), 'utf8');

  function follow(end: 'complete' | 'error'): void {
    let now = 1_700_000_000;
    const observer = csv.create({ folder: home }, () => now).observe(run);
    now += 0.5;
    observer.next({ kind: 'episode', steps: 12, length: 12, reward: -3.5 });
    now += 0.2500004;
    observer.next({ kind: 'episode', steps: 15, length: 3, reward: 1 / 3 });
    const place = { steps: 15, theta: [1], detail: {} };
    observer.next({ kind: 'iterate', ...place, averageReward: null });
    observer.next({ kind: 'iterate', ...place, averageReward: 0.25, detail: { 'a "b", c': 2 } });
    if (end === 'complete') {
      const value = { averageReward: 0.5, exact: true, halfWidth: 0, evaluationSteps: 0 };
      observer.next({ kind: 'finished', steps: 20, ended: 'budget', ...value });
      void observer.complete();
    } else observer.error(new Error('The run was stopped.'));
  }

  it('are what Stable-Baselines3 writes of such a run', () => {
    follow('complete');
    expect(read('monitor.csv')).to.equal(
      '#{"t_start": 1700000000, "env_id": "T Maze: length 3"}\nr,l,t\r\n-3.5,12,0.5\r\n0.333333,3,0.75\r\n',
    );
    expect(read('progress.csv')).to.equal(
      'time/total_timesteps,time/time_elapsed,time/iterations,rollout/reward_mean,"train/a ""b"", c",eval/mean_reward\n' +
        '15,0.75,1,,,\n15,0.75,2,0.25,2,\n20,0.75,,,,0.5\n',
    );
  });

  it('are whole where a run is stopped, and replaced where it is done again', () => {
    follow('error');
    expect(read('monitor.csv').split('\r\n')).to.have.length(4);
    expect(read('progress.csv').trimEnd().split('\n')).to.have.length(3);
  });
});
