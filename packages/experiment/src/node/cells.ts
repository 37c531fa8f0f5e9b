import { partKinds, type Reference, type RunDescription } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { modelHash } from '@pomdp-gym/solving/node';
import { createEnvironment } from '../run/create-environment.js';
import { metricsOf } from '../run/metrics-of.js';
import { partsWithin } from '../run/parts-of.js';
import { canonicalJson } from '../study/canonical-json.js';
import type { Study } from '../study/study.js';
import { type Handshake, PROTOCOL } from '../executors/handshake.js';
import { arithmetic } from './arithmetic.js';
import { chainHash } from './chain-hash.js';

/**
 * The version of what identities hold: another one makes other cells of all runs. 2: xoshiro128++ and alias tables, which give other
 * paths than version 1 for the same seed.
 */
const FORMAT = 2;

/** What identities are made with. */
export interface CellSettings {
  readonly registry: Registry;
  /** A digest of the modules that do runs. */
  readonly program: string;
  /** A digest of every module of a plugin, by the source that the registry knows it by. */
  readonly pluginDigest: (source: string) => string;
  /** Digests of the files that options name, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** What the runs of an environment and an agent follow from, the seed apart. Plain JSON, without names and paths. */
export interface CellIdentity {
  readonly format: number;
  readonly program: string;
  readonly arithmetic: string;
  readonly environment: object;
  readonly agent: object;
  /** Digests of the plugins that take part, by kind and id of what they contribute. */
  readonly modules: Readonly<Record<string, string>>;
  readonly settings: object;
}

/**
 * The cells of a study. A cell is a run by its content: its id is the SHA-256 of canonical JSON that holds all that the run follows
 * from, so that two studies which share a run share its cell. Names of environments and agents are no part of it, nor is the
 * patience of a study, nor any path: a file that an option names stands for its digest.
 */
export class Cells {
  private readonly pairs = new Map<string, CellIdentity>();
  private readonly models = new Map<string, string | null>();

  /** @param study with its options completed. */
  constructor(
    private readonly study: Study,
    private readonly settings: CellSettings,
  ) {}

  /** 64 hexadecimal digits. */
  idOf(run: RunDescription): string {
    return chainHash(canonicalJson({ ...this.identityOf(run), seed: run.seed }));
  }

  identityOf(run: RunDescription): CellIdentity {
    const key = JSON.stringify([run.environment.name, run.agent.name]);
    const known = this.pairs.get(key) ?? this.identify(run);
    this.pairs.set(key, known);
    return known;
  }

  /** The identity of each environment and agent, as a file holds them. */
  text(): string {
    return `${JSON.stringify(this.identities(), null, 2)}\n`;
  }

  /** What a worker must have in common with whoever plans the study. */
  handshake(): Handshake {
    const modules = this.identities().flatMap(({ identity }) => Object.entries(identity.modules));
    const ordered = modules.sort(([a], [b]) => (a < b ? -1 : 1));
    const { program } = this.settings;
    return { protocol: PROTOCOL, program, arithmetic: arithmetic(), modules: Object.fromEntries(ordered) };
  }

  /** The identity of each environment and agent. */
  private identities() {
    const { environments, agents } = this.study;
    const shared = { ...this.study, seed: 0 };
    return environments.flatMap((environment) =>
      agents.map((agent) => ({
        environment: environment.name,
        agent: agent.name,
        identity: this.identityOf({ ...shared, environment, agent }),
      })),
    );
  }

  private identify(run: RunDescription): CellIdentity {
    const { registry, program, pluginDigest } = this.settings;
    const { environment, agent, budget, limits = {}, episodeLimit, batchSize, evaluation } = run;
    const { steps, start } = agent;
    const parts = partKinds.flatMap((kind) => (agent[kind] ? [[kind, this.portable(agent[kind])]] : []));
    const settings = { budget, limits, episodeLimit, batchSize, evaluation, metrics: metricsOf(run).sort() };
    const modules = partsWithin({ environment, agent }, registry).map(({ kind, reference: { id } }) => [
      `${kind} ${id}`,
      pluginDigest(registry.get(kind, id).source),
    ]);
    return {
      ...{ format: FORMAT, program, arithmetic: arithmetic() },
      environment: {
        ...this.portable(environment),
        wrappers: (environment.wrappers ?? []).map((wrapper) => this.portable(wrapper)),
        model: this.modelOf(run),
      },
      agent: { ...Object.fromEntries(parts), steps, start },
      modules: Object.fromEntries(modules) as Record<string, string>,
      settings,
    };
  }

  /** A digest of the model's tables; null where the environment has none. */
  private modelOf({ environment }: RunDescription): string | null {
    const known = this.models.get(environment.name);
    if (known !== undefined) return known;
    const model = createEnvironment(environment, this.settings.registry).model?.();
    const digest = model ? modelHash(model) : null;
    this.models.set(environment.name, digest);
    return digest;
  }

  /** A reference in which a path of a file is replaced by a digest of what it holds. */
  private portable({ id, options }: Reference): object {
    return { id, options: this.withoutPaths(options) };
  }

  private withoutPaths(value: unknown): unknown {
    if (typeof value === 'string' && Object.hasOwn(this.settings.files, value))
      return { file: this.settings.files[value] };
    if (Array.isArray(value)) return value.map((each) => this.withoutPaths(each));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.withoutPaths(each)]));
  }
}
