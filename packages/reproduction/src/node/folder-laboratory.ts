import { join } from 'node:path';
import {
  checkStudy,
  type Executor,
  parseStudy,
  type Provenance,
  type RunRecord,
  runsOf,
  runStudy,
  type Study,
} from '@pomdp-gym/experiment';
import { LinesFolder, ResultsFolder } from '@pomdp-gym/experiment/node';
import type { Registry } from '@pomdp-gym/registry';
import { contentDigest } from '@pomdp-gym/registry/node';
import { filter, map, type Observable, tap } from 'rxjs';
import { z } from 'zod';
import type { Laboratory, LinesData, StudyData } from '../laboratory.js';
import type { ReplicateMaker } from '../replicate-maker.js';
import type { Replication } from '../replication.js';

/** Where the data of experiments are made and kept. */
export interface LaboratorySettings {
  /** Each data set has a folder in it. */
  readonly path: string;
  readonly registry: Registry;
  readonly provenance: Provenance;
  readonly executor: Executor;
  readonly maker: ReplicateMaker;
}

/** Makes data sets, each of which keeps its lines in a folder of its own and goes on where it was stopped. */
export class FolderLaboratory implements Laboratory {
  constructor(private readonly settings: LaboratorySettings) {}

  get registry(): Registry {
    return this.settings.registry;
  }

  study(name: string, seconds: number, written: object): StudyData {
    const study = parseStudy({ name, ...written });
    checkStudy(study, this.registry);
    return new StudyFolder(name, seconds, study, this.settings);
  }

  replicates<Settings, Line>(
    name: string,
    seconds: number,
    replication: Replication<Settings, Line>,
    settings: Settings,
    count: number,
  ): LinesData<Line> {
    return new ReplicateFolder(name, seconds, replication, settings, count, this.settings);
  }
}

class StudyFolder implements StudyData {
  constructor(
    readonly name: string,
    readonly seconds: number,
    readonly study: Study,
    private readonly laboratory: LaboratorySettings,
  ) {}

  get count(): number {
    return runsOf(this.study).length;
  }

  done(): number {
    return this.open().records.size;
  }

  fill(): Observable<number> {
    return runStudy(this.study, this.laboratory.executor, this.open()).pipe(
      filter((report) => report.kind === 'done'),
      map(({ record }) => record.run),
    );
  }

  lines(): readonly RunRecord[] {
    return inOrder(this.open().records);
  }

  runsOf(agent: string, environment = this.study.environments[0]?.name): readonly RunRecord[] {
    const runs = this.byAgent().get(`${environment} ${agent}`);
    if (!runs) throw new Error(`The study ${this.name} has no runs of ${agent} in ${environment}.`);
    return runs;
  }

  failures(): number {
    return this.lines().filter(({ status }) => status !== 'finished').length;
  }

  private byAgent(): ReadonlyMap<string, readonly RunRecord[]> {
    if (this.groups) return this.groups;
    const groups = new Map<string, RunRecord[]>();
    for (const record of this.lines()) {
      if (record.status !== 'finished') continue;
      const key = `${record.environment} ${record.agent}`;
      groups.set(key, [...(groups.get(key) ?? []), record]);
    }
    return (this.groups = groups);
  }

  private groups: ReadonlyMap<string, readonly RunRecord[]> | undefined;

  private open(): ResultsFolder {
    const { path, provenance } = this.laboratory;
    return ResultsFolder.open(join(path, this.name), this.study, provenance, () => originOf(provenance));
  }
}

class ReplicateFolder<Settings, Line> implements LinesData<Line> {
  private readonly schema;

  constructor(
    readonly name: string,
    readonly seconds: number,
    private readonly replication: Replication<Settings, Line>,
    private readonly settings: Settings,
    readonly count: number,
    private readonly laboratory: LaboratorySettings,
  ) {
    this.schema = z.strictObject({ replicate: z.int().min(0), found: replication.line });
  }

  done(): number {
    return this.open().lines.size;
  }

  fill(): Observable<number> {
    const { replication, settings, count, laboratory } = this;
    const folder = this.open();
    const missing = Array.from({ length: count }, (_, replicate) => replicate).filter(
      (replicate) => !folder.lines.has(replicate),
    );
    const tasks = missing.map((replicate) => ({ replication: replication.id, settings, replicate }));
    return laboratory.maker.make(tasks).pipe(
      tap(({ replicate, found, seconds }) => folder.append(this.schema.parse({ replicate, found }), seconds)),
      map(({ replicate }) => replicate),
    );
  }

  lines(): readonly Line[] {
    return inOrder(this.open().lines).map(({ found }) => found);
  }

  failures(): number {
    return 0;
  }

  private open() {
    const { path, provenance } = this.laboratory;
    return LinesFolder.open(join(path, this.name), {
      of: 'replication',
      description: { replication: this.replication.id, settings: this.settings, count: this.count },
      provenance,
      lines: 'replicates',
      count: this.count,
      schema: this.schema,
      numberOf: ({ replicate }) => replicate,
      originOf: () => originOf(provenance),
    });
  }
}

/** A digest of the program and every plugin that is loaded: an experiment may use any of them. */
function originOf({ build, plugins }: Provenance): string {
  return contentDigest(JSON.stringify([build, plugins]));
}

function inOrder<Line>(lines: ReadonlyMap<number, Line>): Line[] {
  return [...lines].sort(([a], [b]) => a - b).map(([, line]) => line);
}
