import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import 'reflect-metadata';
import { expect } from 'chai';
import { Job } from 'kubernetes-models/batch/v1/Job';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { parseAllDocuments } from 'yaml';
import { answer } from '../answer.test.support.js';
import { SlurmServer } from '../slurm-server.test.support.js';

const main = fileURLToPath(new URL('../main.js', import.meta.url));

const study = `name: "Small: ä study"
environments: [ThreeState-v0]
agents: [{ name: olpomdp, policy: softmax, learner: "olpomdp:beta=.8" }, { policy: uniform }]
seeds: 2
budget: 300
`;

const tiger = `discount: .9
values: reward
states: 2
actions: 1
observations: 1
T: * identity
O: * uniform
R: * : * : * : * 1
`;

const lamps = `import { threeState } from '${import.meta.resolve('@pomdp-gym/environment-three-state')}';
  const spec = { ...threeState, id: 'Lamps-v0' };
  export default { id: 0, load: ({ bind }) => bind(Symbol.for('pomdp-gym/environment')).toConstantValue(spec) };`;

/** Prints its arguments, one a line. */
const printer = `${process.execPath} -e "process.argv.slice(1).forEach((each) => console.log(each))" --`;

describe('submit', function () {
  this.timeout(600_000);
  const origin = process.cwd();
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), 'pomdp-gym-submit-'));
    process.chdir(home);
    writeFileSync("it's a study.yaml", study);
    writeFileSync('study.yaml', study);
    writeFileSync('lamps.js', lamps);
  });
  after(() => {
    process.chdir(origin);
    rmSync(home, { recursive: true });
  });

  const submit = async (...args: string[]): Promise<{ file: string; commands: string[] }> => {
    const { code, out, err } = await answer('submit', ...args, '--json');
    expect(code, err).to.equal(0);
    return JSON.parse(out) as { file: string; commands: string[] };
  };
  /** The arguments that a line of a shell gives the program. */
  const given = (shell: readonly string[], env: NodeJS.ProcessEnv): string[] =>
    execFileSync(shell[0]!, shell.slice(1), { env: { ...process.env, ...env }, encoding: 'utf8' })
      .trimEnd()
      .split('\n');
  const documentsIn = (file: string): unknown[] =>
    parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as unknown);

  it('writes an array script for Slurm, whose tasks do a shard each', async () => {
    const resources = [
      '--cpus',
      '4',
      '--memory',
      '500M',
      '--time',
      '1-02:03:04',
      '--partition',
      'long',
      '--account',
      'me',
    ];
    const { file, commands } = await submit(
      ...[
        'slurm',
        "it's a study.yaml",
        '--jobs',
        '20',
        ...resources,
        '--out',
        'my parts',
        '--command',
        printer,
      ],
    );
    expect(file).to.equal('small-study.sbatch');
    expect(commands).to.deep.equal([
      'sbatch small-study.sbatch',
      "pomdp-gym status 'my parts'",
      "pomdp-gym merge 'my parts' --out 'my parts-merged'",
    ]);
    expect(spawnSync('bash', ['-n', file]).status).to.equal(0);
    const directives = [...readFileSync(file, 'utf8').matchAll(/^#SBATCH --(.*)$/gm)].map(
      ([, directive]) => directive,
    );
    expect(directives).to.deep.equal([
      ...['job-name=small-study', 'array=1-20', 'ntasks=1', 'cpus-per-task=4', 'mem=500M', 'time=1-02:03:04'],
      ...['partition=long', 'account=me', 'output=slurm-%x-%A_%a.out', 'requeue', 'signal=B:TERM@30'],
    ]);
    expect(given(['bash', file], { SLURM_ARRAY_TASK_ID: '7' })).to.deep.equal([
      ...['work', "it's a study.yaml", '--shard', '7/20', '--out', 'my parts/shard-7', '--workers', '4'],
    ]);
  });

  it('writes one for workers of a queue, which names no address', async () => {
    const { file, commands } = await submit(
      ...['slurm', 'study.yaml', '--queue', '--url-file', 'my url', '--command', printer],
    );
    expect(given(['bash', file], {})).to.deep.equal([
      ...['work', 'study.yaml', '--supervise', '--executor', 'pg-boss'],
      ...['--url-file', 'my url', '--workers', '1'],
    ]);
    expect(commands).to.deep.equal([
      "pomdp-gym queue study.yaml --executor pg-boss --url-file 'my url'",
      'sbatch small-study.sbatch',
      "pomdp-gym status --executor pg-boss --url-file 'my url' --watch",
      "pomdp-gym queue study.yaml --executor pg-boss --url-file 'my url' --out results/small-study",
    ]);
  });

  it('names its defaults in --help as they are written', async () => {
    const { out } = await answer('submit', '--help');
    expect(out.replace(/\s+/g, ' ')).to.contain('such as 4G (default: 2G)');
  });

  it('writes an Indexed Job for Kubernetes with the study beside it', async () => {
    const { file } = await submit(
      ...['kubernetes', 'study.yaml', '--jobs', '5', '--cpus', '2', '--memory', '3G', '--time', '01:00:00'],
      ...['--image', 'registry/gym:1', '--claim', 'disk', '--namespace', 'lab', '--command', printer],
    );
    const [map, job] = documentsIn(file);
    for (const document of [map, job]) demandSchema(document);
    expect(map).to.deep.include({ apiVersion: 'v1', kind: 'ConfigMap' });
    expect(map).to.have.nested.property('metadata.name', 'small-study');
    expect(job).to.deep.include({ apiVersion: 'batch/v1', kind: 'Job' });
    expect(job).to.have.nested.property('metadata.namespace', 'lab');
    expect(job)
      .to.have.property('spec')
      .that.deep.includes({
        ...{ completions: 5, parallelism: 5, completionMode: 'Indexed', activeDeadlineSeconds: 3600 },
      });
    const container = 'spec.template.spec.containers[0]';
    const resources = { cpu: '2', memory: '3Gi' };
    expect(job).to.have.nested.property(`${container}.image`, 'registry/gym:1');
    expect(job)
      .to.have.nested.property(`${container}.resources`)
      .that.deep.equals({ requests: resources, limits: resources });
    expect(job)
      .to.have.nested.property('spec.template.spec.volumes')
      .that.deep.equals([
        { name: 'study', configMap: { name: 'small-study' } },
        { name: 'results', persistentVolumeClaim: { claimName: 'disk' } },
      ]);
    expect(given(commandOf(job), { JOB_COMPLETION_INDEX: '0' })).to.deep.equal([
      ...[
        'work',
        '/study/study.yaml',
        '--shard',
        '1/5',
        '--out',
        '/results/small-study/shard-1',
        '--workers',
        '2',
      ],
    ]);
    const { data } = map as { data: Record<string, string> };
    writeFileSync('again.yaml', data['study.yaml']!);
    expect((await answer('submit', 'slurm', 'again.yaml')).code).to.equal(0);
  });

  it('writes a Job whose pods take the address of a queue from a secret', async () => {
    const { file } = await submit(
      'kubernetes',
      'study.yaml',
      '--queue',
      '--image',
      'gym',
      '--secret',
      'db',
      '--command',
      printer,
    );
    const [job, ...others] = documentsIn(file);
    expect(others).to.deep.equal([]);
    demandSchema(job);
    expect(job)
      .to.have.nested.property('spec.template.spec.containers[0].env')
      .that.deep.equals([
        { name: 'POMDP_GYM_QUEUE', valueFrom: { secretKeyRef: { name: 'db', key: 'url' } } },
      ]);
    expect(given(commandOf(job), {})).to.deep.equal([
      'work',
      '--supervise',
      '--executor',
      'pg-boss',
      '--workers',
      '1',
    ]);
  });

  it('is held to the schema of the API of Kubernetes, which refuses what is wrong', async () => {
    const pods = ['--jobs', '3', '--image', 'gym', '--claim', 'disk'];
    const { file } = await submit('kubernetes', 'study.yaml', ...pods);
    const text = readFileSync(file, 'utf8');
    for (const [right, wrong, problem] of [
      ['completions: 3', 'completions: "3"', /completions must be integer/],
      ['name: work', 'names: work', /containers\/0 must have required property name/],
      ['claimName: disk', 'claim: disk', /must have required property claimName/],
    ] as const) {
      expect(text).to.include(right);
      const [, job] = parseAllDocuments(text.replace(right, wrong));
      expect(() => demandSchema(job?.toJS())).to.throw(problem);
    }
  });

  /** Throws where a document breaks the schema of its kind, as Kubernetes publishes it. */
  function demandSchema(document: unknown): void {
    if (Job.is(document)) new Job(document).validate();
    else if (ConfigMap.is(document)) new ConfigMap(document).validate();
    else throw new Error('The document is neither a Job nor a ConfigMap.');
  }

  /** The command of the only container of a job. */
  function commandOf(job: unknown): string[] {
    const { spec } = job as { spec: { template: { spec: { containers: { command: string[] }[] } } } };
    return spec.template.spec.containers[0]!.command;
  }

  it('refuses what a cluster could not do, with a sentence', async () => {
    for (const [args, sentence] of [
      [['kubernetes', 'study.yaml'], /^A pod needs an image/],
      [['kubernetes', 'study.yaml', '--image', 'gym'], /^Shards need a volume that all pods may write/],
      [['slurm', 'study.yaml', '--memory', 'much'], /such as 500M or 4G/],
      [['slurm', 'study.yaml', '--time', '90'], /such as 04:00:00/],
      [['pbs', 'study.yaml'], /Allowed choices are slurm, kubernetes/],
    ] as const) {
      const { code, err } = await answer('submit', ...args);
      expect([code, sentence.test(err)], err).to.deep.equal([2, true]);
    }
  });

  it('refuses options without effect, names of another form, and what pods do not have', async () => {
    writeFileSync('model.yaml', study.replace('ThreeState-v0', 'tiger.pomdp'));
    writeFileSync('tiger.pomdp', tiger);
    const pods = ['--image', 'gym', '--claim', 'disk'];
    for (const [args, sentence] of [
      [['slurm', 'study.yaml', '--queue', '--executor', 'threads'], /^The executor threads has no queue/],
      [['slurm', 'study.yaml', '--executor', 'bullmq'], /^--executor goes with --queue/],
      [['slurm', 'study.yaml', '--image', 'gym'], /^--image goes with kubernetes/],
      [['slurm', 'study.yaml', '--claim', 'disk'], /^--claim goes with kubernetes/],
      [['slurm', 'study.yaml', '--url-file', 'url'], /^--url-file goes with --queue/],
      [['slurm', 'study.yaml', '--queue', '--out', 'parts'], /^--out goes with shards/],
      [['kubernetes', 'study.yaml', ...pods, '--partition', 'long'], /^--partition goes with slurm/],
      [['kubernetes', 'study.yaml', ...pods, '--queue'], /^--claim goes with shards/],
      [['slurm', 'study.yaml', '--partition', 'gpu\ntouch x'], /must be letters, digits/],
      [['slurm', 'study.yaml', '--account', 'me you'], /must be letters, digits/],
      [['slurm', 'study.yaml', '--command', 'true\ntouch x'], /must be one line/],
      [['kubernetes', 'study.yaml', ...pods, '--namespace', 'Lab'], /must be small letters/],
      [['kubernetes', 'study.yaml', '--image', 'a b', '--claim', 'disk'], /must be the name of an image/],
      [
        ['kubernetes', 'model.yaml', ...pods],
        /^The study reads the file tiger.pomdp, which pods do not have/,
      ],
      [
        ['kubernetes', 'study.yaml', ...pods, '--plugin', './lamps.js'],
        /^Pods do not have the plugin .\/lamps.js/,
      ],
    ] as const) {
      const { code, err } = await answer('submit', ...args);
      expect([code, sentence.test(err)], err).to.deep.equal([2, true]);
    }
  });

  it('refuses - as the name of its file', async () => {
    const { code, out, err } = await answer('submit', 'slurm', 'study.yaml', '--file', '-');
    expect([code, out, existsSync('-')]).to.deep.equal([2, '', false]);
    expect(err).to.match(/^--file - names no file/);
  });

  it('writes over neither the study nor the address', async () => {
    writeFileSync('address', 'postgres://here');
    const queue = ['--queue', '--url-file', 'address'];
    for (const [target, args] of [
      ['study.yaml', []],
      ['./study.yaml', []],
      ['address', queue],
    ] as const) {
      const { code, err } = await answer('submit', 'slurm', 'study.yaml', ...args, '--file', target);
      expect([code, err]).to.deep.equal([
        2,
        `${target} would be written over, and the jobs need it: name another --file.\n`,
      ]);
    }
    expect(readFileSync('study.yaml', 'utf8')).to.equal(study);
    expect(readFileSync('address', 'utf8')).to.equal('postgres://here');
  });

  it('names the namespace in the commands, and the plugins of the study to workers of a queue', async () => {
    const { commands } = await submit(
      ...['kubernetes', 'study.yaml', '--image', 'gym', '--claim', 'disk', '--namespace', 'lab'],
    );
    expect(commands[1]).to.equal('kubectl get job small-study -n lab --watch');
    const plugin = resolve('lamps.js');
    writeFileSync('plugged.yaml', `${study}plugins: [${JSON.stringify(plugin)}]\n`);
    const { file } = await submit(
      'kubernetes',
      'plugged.yaml',
      '--queue',
      '--image',
      'gym',
      '--command',
      printer,
    );
    expect(given(commandOf(documentsIn(file)[0]), {}).slice(-2)).to.deep.equal(['--plugin', plugin]);
  });

  it('writes what a real Slurm takes: its shards, merged, have the runs of a single thread', async function () {
    const server = await SlurmServer.start();
    if (!server) {
      this.test!.title += ' Skipped: Slurm is not installed here.';
      this.skip();
    }
    try {
      const { file } = await submit(
        ...[
          'slurm',
          'study.yaml',
          '--jobs',
          '2',
          '--memory',
          '400M',
          '--out',
          'parts',
          '--command',
          `${process.execPath} ${main}`,
        ],
      );
      await server.submit(file);
    } finally {
      await server.stop();
    }
    const { code, err } = await answer('merge', 'parts', '--out', 'merged');
    expect(code, err).to.equal(0);
    await answer('compare', 'study.yaml', '--out', 'whole', '--executor', 'in-process', '--bracket', '0');
    expect(readFileSync('merged/runs.jsonl', 'utf8')).to.equal(readFileSync('whole/runs.jsonl', 'utf8'));
  });
});
