import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import 'reflect-metadata';
import { inProcessExecutor, type Provenance } from '@pomdp-gym/experiment';
import type { Registry } from '@pomdp-gym/registry';
import { expect } from 'chai';
import { concatMap, from } from 'rxjs';
import { answer } from '../answer.test.support.js';
import { openRegistry } from '../open-registry.js';
import {
  claimTable,
  type Experiment,
  listExperiments,
  makeReplicate,
  type ReplicateMaker,
  reproduce,
} from '@pomdp-gym/reproduction';
import { findingsFolder, FolderLaboratory } from '@pomdp-gym/reproduction/node';
import { loadMachinery, threeState } from '@pomdp-gym/experiments-baxter-bartlett';

const { gradientPaths } = await loadMachinery();

const provenance: Provenance = {
  versions: { 'pomdp-gym': '1.0.0' },
  build: 'b',
  plugins: [],
  files: {},
};

/** A few runs of a study, a few replicates, one claim on both. */
const tiny: Experiment = {
  title: 'Tiny',
  question: 'Does it come out?',
  place: 1,
  replications: () => [gradientPaths],
  begin(_size, laboratory) {
    const runs = laboratory.study('runs', 0.01, {
      environments: [threeState.environment],
      agents: [{ name: 'even', policy: 'uniform' }],
      seeds: 3,
    });
    const { environment, policy, theta } = threeState;
    const settings = { environment, policy, theta, betas: [0], steps: [10], seed: 1 };
    const paths = laboratory.replicates('paths', 0.01, gradientPaths, settings, 4);
    return {
      data: [runs, paths],
      findings: () => ({
        method: [`${runs.lines().length} runs, ${paths.lines().length} paths.`],
        claims: [
          claimTable({ statement: 'Acting evenly earns .5.', source: 'symmetry', mark: 'C' }, [
            {
              label: 'all',
              values: runs.runsOf('even').map(({ averageReward }) => averageReward!),
              reported: { mean: 0.5, runs: 1, rounding: 1e-12 },
            },
          ]),
        ],
        sections: [
          {
            title: 'Paths',
            tables: [
              { columns: ['Δ'], rows: paths.lines().map(({ gradients }) => [String(gradients[0]![0]!)]) },
            ],
          },
        ],
      }),
    };
  },
};

describe('reproduce', () => {
  let home: string;
  let registry: Registry;
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-reproduce-'));
    registry = await openRegistry([], home);
  });
  after(() => rmSync(home, { recursive: true }));

  let ticks = 0;
  const clock = () => ticks++;
  const inThisThread = (): ReplicateMaker => ({
    make: (tasks) => from(tasks).pipe(concatMap((task) => makeReplicate(task, registry, clock))),
  });
  function run(name: string) {
    const path = join(home, name);
    const laboratory = new FolderLaboratory({
      path: join(path, 'data'),
      registry,
      provenance,
      executor: inProcessExecutor(registry, clock),
      maker: inThisThread(),
    });
    const silent = { begin: () => undefined, kept: () => undefined, stop: () => undefined };
    return reproduce({
      experiments: [{ id: 'tiny', experiment: tiny }],
      size: 'quick',
      laboratory,
      publisher: findingsFolder(path, 'quick', provenance),
      signal: new AbortController().signal,
      observe: () => silent,
    });
  }

  it('gathers, concludes, and writes claims and a report that needs nothing beside it', async () => {
    const [outcome] = (await run('whole'))!;
    expect(outcome!.findings.claims[0]).to.include({ verdict: 'agrees' });
    expect(outcome!.failures).to.equal(0);
    const claims = JSON.parse(readFileSync(join(home, 'whole', 'tiny', 'claims.json'), 'utf8')) as unknown;
    expect(claims).to.deep.equal(outcome!.findings.claims);
    const page = readFileSync(join(home, 'whole', 'tiny', 'report.html'), 'utf8');
    expect(page)
      .to.contain('✔ agrees')
      .and.to.contain('Acting evenly earns .5.')
      .and.to.contain('pomdp-gym 1.0.0');
    expect(page).not.to.match(/<script|<link|src=/);
  });

  it('ends with the same bits after a stop that tore a line, in any data', async () => {
    await run('torn');
    for (const file of ['data/runs/runs.jsonl', 'data/paths/replicates.jsonl']) {
      const path = join(home, 'torn', file);
      const lines = readFileSync(path, 'utf8').split('\n');
      truncateSync(path, lines[0]!.length + 1);
      appendFileSync(path, lines[1]!.slice(0, lines[1]!.length / 2));
    }
    rmSync(join(home, 'torn', 'tiny'), { recursive: true });
    await run('torn');
    expect(contents(join(home, 'torn'))).to.deep.equal(contents(join(home, 'whole')));
  });

  it('refuses to mix replicates of other settings', async () => {
    const laboratory = new FolderLaboratory({
      path: join(home, 'whole', 'data'),
      registry,
      provenance,
      executor: inProcessExecutor(registry, clock),
      maker: inThisThread(),
    });
    const { environment, policy, theta } = threeState;
    const settings = { environment, policy, theta, betas: [0.5], steps: [10], seed: 1 };
    const other = laboratory.replicates('paths', 0.01, gradientPaths, settings, 4);
    expect(() => other.done()).to.throw(/holds the results of another replication/);
  });

  it('can begin every experiment at both sizes, with data of distinct names unless they are shared', async () => {
    const laboratory = new FolderLaboratory({
      path: join(home, 'nowhere'),
      registry,
      provenance,
      executor: inProcessExecutor(registry, clock),
      maker: inThisThread(),
    });
    for (const size of ['quick', 'full'] as const) {
      const plans = await Promise.all(
        listExperiments(registry).map(({ experiment }) => experiment.begin(size, laboratory)),
      );
      const sets = plans.flatMap(({ data }) => data);
      const names = new Set(sets.map(({ name }) => name));
      // CONJPOMDP's runs serve three experiments.
      expect(sets.length - names.size).to.equal(2);
      for (const { count } of sets) expect(count).to.be.greaterThan(0);
    }
  });

  it('is a command: what is claimed and what came out, as one JSON document', async () => {
    const out = join(home, 'command');
    const { code, out: printed } = await answer(
      'reproduce',
      'gradient-estimation',
      '--quick',
      '--json',
      '--out',
      out,
    );
    const { size, experiments: outcomes } = JSON.parse(printed) as {
      size: string;
      experiments: { id: string; failures: number; claims: { verdict: string }[] }[];
    };
    expect(code).to.equal(0);
    expect([size, outcomes.map(({ id, failures }) => [id, failures])]).to.deep.equal([
      'quick',
      [['gradient-estimation', 0]],
    ]);
    // Fixed seeds: nothing that these 100 paths decide goes against the reference, or a change has broken something.
    const verdicts = outcomes[0]!.claims.map(({ verdict }) => verdict);
    expect(verdicts).not.to.include('differs');
    expect(verdicts.filter((verdict) => verdict === 'agrees')).to.have.length.above(7);
    const files = readdirSync(join(out, 'gradient-estimation', 'figures')).sort();
    expect(files).to.include.members(['csv', 'png', 'svg', 'vl.json'].map((end) => `gradient-angle.${end}`));
  });

  it('runs the experiment of a plugin, whose replications worker threads find', async () => {
    const plugin = join(home, 'stranger.js');
    const [contracts, inversify, zod] = ['@pomdp-gym/contracts', 'inversify', 'zod'].map((name) =>
      import.meta.resolve(name),
    );
    writeFileSync(
      plugin,
      `import { contribute, specWriter } from '${contracts}';
      import { ContainerModule } from '${inversify}';
      import { z } from '${zod}';
      const line = z.strictObject({ square: z.number() });
      const squares = {
        id: 'squares', settings: z.unknown(), line,
        make: async ({ power }, replicate) => ({ square: replicate ** power }),
      };
      const spec = specWriter()({
        id: 'square-sum', summary: 'Sums squares.', options: z.strictObject({}),
        create: () => ({
          title: 'Squares', question: 'Do they add up?', place: 9, replications: () => [squares],
          begin(size, laboratory) {
            const data = laboratory.replicates('squares', 0.01, squares, { power: 2 }, 4);
            const sum = () => data.lines().reduce((total, { square }) => total + square, 0);
            const claim = () => ({
              statement: 'The sum is 14.', source: 'arithmetic', mark: 'C', criterion: 'equality',
              found: String(sum()), measured: null, verdict: sum() === 14 ? 'agrees' : 'differs',
            });
            return { data: [data], findings: () => ({ method: [], claims: [claim()], sections: [] }) };
          },
        }),
      });
      export default new ContainerModule((module) => contribute(module, 'experiment', spec));`,
    );
    const out = join(home, 'stranger');
    const args = ['square-sum', '--plugin', plugin, '--workers', '1', '--json', '--out', out];
    const { code, out: printed } = await answer('reproduce', ...args);
    expect(code).to.equal(0);
    const { experiments } = JSON.parse(printed) as { experiments: { claims: { verdict: string }[] }[] };
    expect(experiments[0]!.claims[0]!.verdict).to.equal('agrees');
  });

  const refusals: [string[], RegExp][] = [
    [
      ['gradient-estimatoin'],
      /^There is no experiment gradient-estimatoin\. Did you mean gradient-estimation\?/,
    ],
    [[], /^Name an experiment, or give --all\. There are gradient-estimation, conjpomdp, /],
    [['conjpomdp', '--all'], /^Give either names of experiments or --all, not both\.$/m],
  ];
  for (const [args, sentence] of refusals) {
    it(`refuses ${args.join(' ') || 'no name'}`, async () => {
      const { code, err } = await answer('reproduce', ...args);
      expect(code).to.equal(2);
      expect(err).to.match(sentence);
    });
  }
});

/** Every file below a folder, but for wall times. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && !path.endsWith('timings.jsonl'));
  return Object.fromEntries(files.sort().map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}
