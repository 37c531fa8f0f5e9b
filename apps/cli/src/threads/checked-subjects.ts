import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { checksOf, type Check, environmentChecks, specChecks } from '@pomdp-gym/conformance';
import {
  type Environment,
  InputError,
  type Kind,
  kinds as tabledKinds,
  nearest,
  type Reference,
  type TabledKind,
} from '@pomdp-gym/contracts';
import { createEnvironment, executorChecks, parseEnvironment, parseReference } from '@pomdp-gym/experiment';
import { alternatives, type Entry, Registry } from '@pomdp-gym/registry';
import { locatePlugin } from '@pomdp-gym/registry/node';
import { experimentChecks } from '@pomdp-gym/reproduction';
import { kinds } from '../kinds.js';
import { loadAside } from '../load-aside.js';
import { registeredIds } from '../registered-ids.js';

/** Something that is held to the rules of its kind. */
export interface CheckedSubject {
  readonly entry: Entry;
  /** As it is named: its id, with the options and wrappers that were given. */
  readonly title: string;
  readonly options: Reference['options'];
  /** Every rule, those of its spec first. The seed is that of the rules that draw samples and count. */
  checks(seed: number): readonly Check[];
  /** Makes the environment that it is; undefined for other kinds. */
  readonly create: (() => Environment) | undefined;
  /** Whether it was loaded for this check alone, and may have an id that is taken. */
  readonly isAside: boolean;
}

/**
 * What a person names: everything that a plugin contributes, an id of something registered, each with options or without; or an
 * environment with wrappers around it.
 *
 * @param from the folder in which a plugin is looked up.
 * @throws InputError where it cannot be loaded, or does not take the options.
 */
export async function checkedSubjects(
  name: string,
  registry: Registry,
  from: string,
): Promise<readonly CheckedSubject[]> {
  const wrapped = wrappedSubject(name, registry);
  if (wrapped) return [wrapped];
  const { id, options } = existsSync(resolve(from, name)) ? { id: name, options: {} } : parseReference(name);
  const known = registry.kindsOf(id).map((kind) => registry.get(kind, id));
  if (known.length === 0) refuseMisspelling(id, registry, from);
  const own = known.length > 0 ? registry : new Registry(kinds);
  const entries = known.length > 0 ? known : await loadAside(own, id, from);
  return thatTake(entries, options, own).map((entry) => ({
    entry,
    title: titleOf(entry.spec.id, name.slice(id.length)),
    options,
    checks: (seed) => checksOfEntry(entry, { seed, options }, own, registry),
    create: creatorOf(entry, options, own, registry),
    isAside: known.length === 0,
  }));
}

/** Refuses a name of which there is no plugin, where it is near to an id that is registered. */
function refuseMisspelling(name: string, registry: Registry, from: string): void {
  if (/^[./\\]/.test(name)) return;
  const near = nearest(name, [...new Set(registeredIds(registry))]);
  if (near.length === 0 || isPlugin(name, from)) return;
  throw new InputError(
    `There is nothing named ${name}. Did you mean ${alternatives(near)}? A plugin is named by its path (./${name}) or its package.`,
  );
}

function isPlugin(name: string, from: string): boolean {
  try {
    locatePlugin(name, from);
    return true;
  } catch {
    return false;
  }
}

function titleOf(id: string, options: string): string {
  return options.startsWith(':') ? id + options : id;
}

/** The entries that take these options; all of them where there are none. */
function thatTake(
  entries: readonly Entry[],
  options: Reference['options'],
  registry: Registry,
): readonly Entry[] {
  if (Object.keys(options).length === 0) return entries;
  const problems = entries.map(({ kind, spec: { id } }) => registry.problems(kind, { id, options }));
  const taking = entries.filter((_, i) => problems[i]!.length === 0);
  if (taking.length > 0) return taking;
  throw new InputError([...new Set(problems.flat().map(({ message }) => message))].join(' '));
}

/** An environment that is registered, where it is written with wrappers around it. */
function wrappedSubject(name: string, registry: Registry): CheckedSubject | undefined {
  if (!name.includes('+')) return undefined;
  const written = parseEnvironment(name);
  const entry = registry.find('environment', written.id);
  if (!entry || !written.wrappers) return undefined;
  createEnvironment(written, registry); // refuses in one sentence what cannot be made
  const make = (chosen: unknown) =>
    createEnvironment({ ...written, options: Object.fromEntries(Object.entries(Object(chosen))) }, registry);
  const { id, summary, options } = entry.spec;
  const checks = (seed: number) =>
    environmentChecks({ id, summary, options, create: make }, { seed, options: written.options });
  const create = () => createEnvironment(written, registry);
  return { entry, title: name, options: written.options, checks, create, isAside: false };
}

function checksOfEntry(
  entry: Entry,
  settings: { readonly seed: number; readonly options: Reference['options'] },
  own: Registry,
  shipped: Registry,
): readonly Check[] {
  if (isOf('experiment', entry)) return [...specChecks(entry.spec), ...experimentChecks(entry.spec)];
  if (isOf('executor', entry)) return [...specChecks(entry.spec), ...executorChecks(entry.spec)];
  return isTabled(entry)
    ? checksOf(entry.kind, own.boundSpec(entry, shipped), settings)
    : specChecks(entry.spec);
}

function creatorOf(
  entry: Entry,
  options: Reference['options'],
  own: Registry,
  shipped: Registry,
): CheckedSubject['create'] {
  if (!isOf('environment', entry)) return undefined;
  const spec = own.boundSpec(entry, shipped);
  return () => spec.create(spec.options.parse(options));
}

/** Whether the kind is one of contracts, whose rules conformance has. */
function isTabled(entry: Entry): entry is Entry<TabledKind> {
  return entry.kind in tabledKinds;
}

export function isOf<K extends Kind>(kind: K, entry: Entry): entry is Entry<K> {
  return entry.kind === kind;
}
