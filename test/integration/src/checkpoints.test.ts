import 'reflect-metadata';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contribute, optimizer } from '@pomdp-gym/contracts';
import {
  type CellQueue,
  inProcessExecutor,
  MemoryStore,
  parseStudy,
  plannedCells,
  runsOf,
  runStudy,
  type Study,
  type TaskReport,
} from '@pomdp-gym/experiment';
import { chainHash, exportCells, ResultsFolder, studyPlan, workCells } from '@pomdp-gym/experiment/node';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { lastValueFrom, takeWhile, tap, toArray } from 'rxjs';
import hallway from '@pomdp-gym/environment-hallway';
import loadUnload from '@pomdp-gym/environment-load-unload';
import tiger from '@pomdp-gym/environment-tiger';
import auto from '@pomdp-gym/estimator-auto';
import exact from '@pomdp-gym/estimator-exact';
import reinforce from '@pomdp-gym/estimator-reinforce';
import { conjpomdp } from '@pomdp-gym/optimizer-conjpomdp';
import olpomdp from '@pomdp-gym/learner-olpomdp';
import controller from '@pomdp-gym/policy-controller';
import window from '@pomdp-gym/policy-window';
import { openRegistry } from './open-registry.test.support.js';

/** CONJPOMDP without its means to be saved. */
const unsaved = optimizer({
  id: 'unsaved',
  summary: 'CONJPOMDP that cannot be saved.',
  options: conjpomdp.options,
  create: (chosen) => {
    const inner = conjpomdp.create(chosen);
    return { ascend: (...given) => inner.ascend(...given) };
  },
});

/** CONJPOMDP that saves two million characters besides. */
const heavy = optimizer({
  id: 'heavy',
  summary: 'CONJPOMDP whose checkpoints are large.',
  options: conjpomdp.options,
  create: (chosen) => {
    const inner = conjpomdp.create(chosen);
    return {
      ascend: (...given) => inner.ascend(...given),
      save: () => 'x'.repeat(2e6),
      restore: () => undefined,
    };
  },
});

const provenance = { versions: { 'pomdp-gym': '1.0.0' }, build: 'b', plugins: [], files: {} };

/** Ascents of some iterates each: an optimizer, an estimator, a policy with memory, a mean of paths, a limit on episodes. */
const ascents: Readonly<
  Record<string, { readonly environment: string; readonly agent: object; readonly limits?: object }>
> = {
  conjpomdp: {
    environment: 'LoadUnload-v0',
    agent: {
      policy: 'softmax',
      estimator: 'gpomdp',
      optimizer: 'conjpomdp:commonRandomNumbers=true',
      steps: 500,
    },
  },
  'gradient ascent': {
    environment: 'Tiger-v0',
    agent: {
      policy: 'controller:nodes=2',
      estimator: 'exp-gpomdp',
      optimizer: 'gradient-ascent',
      steps: 700,
    },
  },
  adam: {
    environment: 'Tiger-v0',
    agent: { policy: 'window', estimator: 'reinforce', optimizer: 'adam', steps: 700 },
    limits: { episodes: 400 },
  },
  'natural gradient': {
    environment: 'LoadUnload-v0',
    agent: { policy: 'softmax', estimator: 'gpomdp:beta=.9', optimizer: 'natural-gradient', steps: 700 },
  },
  'a mean of paths': {
    environment: 'Hallway-v0',
    agent: {
      policy: 'softmax',
      estimator: 'gpomdp',
      optimizer: 'conjpomdp',
      steps: { direction: 501, lineSearch: 300, paths: 3 },
    },
  },
  'an estimator that chooses T': {
    environment: 'LoadUnload-v0',
    agent: { policy: 'softmax', estimator: 'auto', optimizer: 'conjpomdp', steps: 3000 },
  },
  'an exact gradient': {
    environment: 'Hallway-v0',
    agent: { policy: 'softmax', estimator: 'exact', optimizer: 'conjpomdp:tolerance=1e-12', steps: 10 },
  },
};

function studyOf({ environment, agent, limits }: (typeof ascents)[string]): Study {
  return parseStudy({
    environments: [environment],
    agents: [agent],
    seeds: 1,
    budget: 30_000,
    ...(limits && { limits }),
    evaluation: { steps: 1000, exactStates: 0 },
  });
}

describe('A run that is stopped', function () {
  this.timeout(240_000);
  let registry: Registry;
  let home: string;
  before(async () => {
    registry = await openRegistry();
    for (const plugin of [tiger, loadUnload, hallway, controller, window, reinforce, auto, exact, olpomdp])
      await registry.load(plugin, 'shipped');
    const module = {
      id: 0,
      load: (binder: Parameters<typeof contribute>[0]) => {
        contribute(binder, 'optimizer', unsaved);
        contribute(binder, 'optimizer', heavy);
      },
    };
    await registry.load(module, 'the tests');
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-checkpoints-'));
  });
  after(() => rmSync(home, { recursive: true }));

  /** A minute passes between two looks at the clock, so that every iterate is a checkpoint. */
  const executor = () => {
    let now = 0;
    return inProcessExecutor(registry, () => (now += 60), chainHash);
  };
  const open = (name: string, study: Study) => ResultsFolder.open(join(home, name), study, provenance);
  const run = (name: string, study: Study) => runStudy(study, executor(), open(name, study));
  const line = (name: string) => readFileSync(join(home, name, 'runs.jsonl'), 'utf8');
  const file = (name: string) => join(home, name, 'checkpoints/0.json');
  const isCheckpoint = ({ kind }: TaskReport) => kind === 'checkpoint';

  /** Stops the run at its next checkpoint but `more`. */
  async function stopAt(name: string, study: Study, more: number): Promise<void> {
    let left = more + 1;
    const until = takeWhile((report: TaskReport) => !isCheckpoint(report) || --left > 0, true);
    await lastValueFrom(run(name, study).pipe(until));
    expect(existsSync(file(name)), name).to.equal(true);
  }

  const reportsOf = async (name: string, agent: object, limits?: object) => {
    const study = studyOf({ environment: 'Tiger-v0', agent, ...(limits && { limits }) });
    return lastValueFrom(run(name, study).pipe(toArray()));
  };

  for (const [name, ascent] of Object.entries(ascents)) {
    it(`goes on from its last iterate, to the bit: ${name}`, async () => {
      const study = studyOf(ascent);
      const reports = await lastValueFrom(run(`${name}, whole`, study).pipe(toArray()));
      const checkpoints = reports.filter(isCheckpoint).length;
      expect(checkpoints).to.be.at.least(3);
      await stopAt(name, study, 0);
      await stopAt(name, study, Math.floor(checkpoints / 2) - 1);
      let later = 0;
      await lastValueFrom(run(name, study).pipe(tap((report) => (later += Number(isCheckpoint(report))))));
      expect(later).to.equal(checkpoints - 1 - Math.floor(checkpoints / 2));
      expect(line(name)).to.equal(line(`${name}, whole`));
      expect(existsSync(join(home, name, 'checkpoints'))).to.equal(false);
    });
  }

  it('keeps at most 100,000 characters a second: a checkpoint of two million is the only one for 20 seconds', async () => {
    for (const [optimizer, apart] of [
      ['conjpomdp', 7],
      ['heavy', 21],
    ] as const) {
      const study = studyOf({
        ...ascents['conjpomdp']!,
        agent: { ...ascents['conjpomdp']!.agent, optimizer },
      });
      let now = 0;
      const timed = inProcessExecutor(registry, () => (now += 7), chainHash);
      const reports = await lastValueFrom(
        timed.execute([{ run: 0, description: runsOf(study)[0]! }]).pipe(toArray()),
      );
      const times = reports.flatMap((report) =>
        report.kind === 'checkpoint' ? [report.checkpoint.seconds] : [],
      );
      const between = times.slice(1).map((time, i) => time - times[i]!);
      expect(Math.min(...between), optimizer).to.equal(apart); // the clock moves by 7 seconds at each look
    }
  });

  const cell = { run: 0, cell: 'b', copy: 0 };
  const handshake = { protocol: 1, program: 'p', arithmetic: 'a', modules: {} };
  const queueOf = async (study: Study): Promise<CellQueue> => {
    const queue = await new MemoryStore(() => 0).open(studyPlan(study, handshake));
    await queue.add(plannedCells(runsOf(study), () => cell.cell));
    return queue;
  };
  /** Lets a worker do the run of a queue until so many checkpoints. Returns how many there were. */
  const work = async (study: Study, queue: CellQueue, most = Infinity): Promise<number> => {
    let [now, checkpoints] = [0, 0];
    const stop = new AbortController();
    const onReport = (report: TaskReport) => {
      if (isCheckpoint(report) && ++checkpoints === most) stop.abort();
    };
    const { versions } = provenance;
    const settings = { queue, worker: 'w', runs: runsOf(study), idOf: () => cell.cell, handshake, versions };
    const means = { executors: [executor()], clock: () => (now += 60), times: { look: 0.001 } };
    await workCells([{ ...settings, onReport }], means, stop.signal);
    return checkpoints;
  };

  it('goes on from its last iterate with another worker of a queue, to the bit', async () => {
    const study = studyOf(ascents['conjpomdp']!);
    const queue = await queueOf(study);
    const checkpoints = await work(study, await queueOf(study));
    expect(await work(study, queue, 2)).to.equal(2);
    expect(await queue.checkpointOf(cell)).to.be.a('string');
    expect(await work(study, queue)).to.equal(checkpoints - 2);
    expect(await queue.checkpointOf(cell)).to.equal(undefined);
    await exportCells(queue, open('queued', study));
    expect(line('queued')).to.equal(line('conjpomdp, whole'));
  });

  it('begins anew where its checkpoint in a queue cannot be read', async () => {
    const study = studyOf(ascents['conjpomdp']!);
    const queue = await queueOf(study);
    const [leased] = await queue.take({ lease: 'l', worker: 'v', weight: 0 });
    await queue.keepCheckpoint(leased!, '{"ascent": {}}');
    await queue.release('l');
    await work(study, queue);
    await exportCells(queue, open('unreadable', study));
    expect(line('unreadable')).to.equal(line('conjpomdp, whole'));
  });

  it('begins anew where its checkpoint is of another cell, or damaged', async () => {
    const study = studyOf(ascents['conjpomdp']!);
    for (const [name, damage] of [
      ['other cell', (text: string) => text.replace('"cell": "b"', '"cell": "c"')],
      ['cut short', (text: string) => text.slice(0, 100)],
      ['another shape', (text: string) => text.replace('"steps"', '"step"')],
    ] as const) {
      await stopAt(name, study, 1);
      const text = readFileSync(file(name), 'utf8');
      writeFileSync(file(name), damage(text));
      expect(readFileSync(file(name), 'utf8')).to.not.equal(text);
      expect(open(name, study).checkpointOf(0), name).to.equal(undefined);
      await lastValueFrom(run(name, study));
      expect(line(name), name).to.equal(line('conjpomdp, whole'));
    }
  });

  it('begins anew where a part refuses what was saved of it', async () => {
    const study = studyOf(ascents['conjpomdp']!);
    for (const part of ['"h": [', '"now": [']) {
      await stopAt(part, study, 1);
      const text = readFileSync(file(part), 'utf8');
      expect(text).to.include(part);
      writeFileSync(file(part), text.replace(part, part.replace('[', '["x", ')));
      expect(open(part, study).checkpointOf(0)).to.not.equal(undefined);
      await lastValueFrom(run(part, study));
      expect(line(part)).to.equal(line('conjpomdp, whole'));
    }
  });

  it('is done to the end, without checkpoints, where an inner optimizer cannot be saved', async () => {
    const agent = {
      policy: 'softmax',
      estimator: 'gpomdp',
      optimizer: 'plateau:optimizer=unsaved',
      steps: 500,
    };
    const reports = await reportsOf('unsaved', agent);
    expect(reports.filter(isCheckpoint)).to.deep.equal([]);
    const [record] = reports.flatMap((report) => (report.kind === 'done' ? report.record : []));
    expect(record).to.include({ status: 'finished', error: null });
    expect(record!.iterates).to.be.above(1);
  });

  it('has no checkpoint with a learner', async () => {
    const reports = await reportsOf('a learner', { policy: 'softmax', learner: 'olpomdp' });
    expect(reports.filter(isCheckpoint)).to.deep.equal([]);
  });

  it('has no checkpoint with a limit of seconds', async () => {
    const agent = { policy: 'softmax', estimator: 'gpomdp', optimizer: 'gradient-ascent', steps: 500 };
    const reports = await reportsOf('a limit of seconds', agent, { seconds: 1e9 });
    expect(reports.filter(isCheckpoint)).to.deep.equal([]);
  });

  it('has checkpoints only as long as the optimizer has not changed the policy', async () => {
    const agent = { policy: 'controller:nodes=1', estimator: 'exact', optimizer: 'grow:nodes=2', steps: 10 };
    const reports = await reportsOf('grow', agent);
    const iterates = reports.flatMap((report) => (report.kind === 'done' ? report.record.iterates : []));
    const parameters = reports.flatMap((report) =>
      report.kind === 'checkpoint' ? report.checkpoint.ascent.theta.length : [],
    );
    expect(iterates[0]).to.be.above(parameters.length);
    // All are of the policy that the agent begins with.
    expect(new Set(parameters)).to.deep.equal(new Set(parameters.slice(0, 1)));
    expect(parameters.length).to.be.above(0);
  });
});
