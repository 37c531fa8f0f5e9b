import {
  type Check,
  checksOf,
  environmentChecks,
  runChecks,
  specChecks,
  type Verdict,
} from '@pomdp-gym/conformance';
import { type EnvironmentSpec, type Kind, kinds as tabledKinds, type TabledKind } from '@pomdp-gym/contracts';
import {
  createEnvironment,
  type NamedEnvironment,
  parseEnvironment,
  pluginFrames,
} from '@pomdp-gym/experiment';
import { type Entry, Registry } from '@pomdp-gym/registry';
import { experimentChecks } from '@pomdp-gym/reproduction';
import { kinds } from '../kinds.js';
import { loadAside } from '../load-aside.js';

/** What is held to its rules: a plugin, or the id of something registered. */
export interface CheckQuestion {
  readonly name: string;
  readonly seed: number;
  /** The folder in which the plugin is looked up. */
  readonly from: string;
}

/** One rule, held against one contribution. */
export interface Outcome {
  readonly kind: string;
  readonly id: string;
  readonly rule: string;
  readonly verdict: Verdict;
  /** How the rule is broken, where it is. */
  readonly problem: string | null;
  /** Why the rule is not decided, where it is not. */
  readonly reason: string | null;
}

/** What a check says as it goes: a contribution whose rules follow, a remark on it, or an outcome with the stack of what was thrown. */
export type CheckMessage =
  | { readonly head: string }
  | { readonly remark: string }
  | { readonly outcome: Outcome; readonly stack: string };

type Post = (message: CheckMessage) => void;

/** Holds everything of a plugin to its rules, and posts each outcome as it is known. */
export async function postOutcomes(
  { name, seed, from }: CheckQuestion,
  registry: Registry,
  post: Post,
): Promise<void> {
  const written = writtenEnvironment(name, registry);
  const known = written
    ? [registry.get('environment', written.id)]
    : registry.kindsOf(name).map((kind) => registry.get(kind, name));
  const own = known.length > 0 ? registry : new Registry(kinds);
  for (const entry of known.length > 0 ? known : await loadAside(own, name, from)) {
    post({ head: `${entry.kind} ${written ? name : entry.spec.id}` });
    if (isOf('solver', entry) && entry.spec.takes === 'fully observed')
      post({ remark: `${entry.spec.id} takes fully observed problems only, and is tried on one.` });
    const checks = written
      ? writtenChecks(registry.get('environment', written.id).spec, written, registry, seed)
      : checksOfEntry(entry, { seed, own, shipped: registry });
    for await (const { rule, verdict, problem = null, thrown, reason = null } of runChecks(checks)) {
      const { kind, spec } = entry;
      const outcome = { kind, id: spec.id, rule, verdict, problem, reason };
      post({ outcome, stack: pluginFrames(thrown) });
    }
  }
}

/** An environment that is registered, where it is written with options or with wrappers around it. */
function writtenEnvironment(name: string, registry: Registry): NamedEnvironment | undefined {
  if (!/[:+]/.test(name)) return undefined;
  const written = parseEnvironment(name);
  const isPlain = Object.keys(written.options).length === 0 && !written.wrappers;
  return isPlain || !registry.find('environment', written.id) ? undefined : written;
}

/** The rules of an environment, with its options and within its wrappers. */
function writtenChecks(
  { id, summary, options }: EnvironmentSpec,
  written: NamedEnvironment,
  registry: Registry,
  seed: number,
): Check[] {
  createEnvironment(written, registry); // refuses in one sentence what cannot be made
  const create = (chosen: unknown) =>
    createEnvironment({ ...written, options: Object.fromEntries(Object.entries(Object(chosen))) }, registry);
  return environmentChecks({ id, summary, options, create }, { seed, options: written.options });
}

/** The registry that holds what is checked, and the one that holds the rest. */
interface Surroundings {
  readonly seed: number;
  readonly own: Registry;
  readonly shipped: Registry;
}

function checksOfEntry(entry: Entry, { seed, own, shipped }: Surroundings): Check[] {
  if (isOf('experiment', entry)) return [...specChecks(entry.spec), ...experimentChecks(entry.spec)];
  return isTabled(entry)
    ? checksOf(entry.kind, own.boundSpec(entry, shipped), { seed })
    : specChecks(entry.spec);
}

/** Whether the kind is one of contracts, whose rules conformance has. */
function isTabled(entry: Entry): entry is Entry<TabledKind> {
  return entry.kind in tabledKinds;
}

function isOf<K extends Kind>(kind: K, entry: Entry): entry is Entry<K> {
  return entry.kind === kind;
}
