import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { type Kind, kindNames, kinds as tabled, type KindTable } from '@pomdp-gym/contracts';
import { Registry } from '@pomdp-gym/registry';
import { loadPlugin } from '@pomdp-gym/registry/node';
import type {} from '@pomdp-gym/reproduction';
import { repository } from './repository.js';

/** Every kind that has pages. */
export const kinds = {
  ...tabled,
  experiment: { article: 'an experiment', plural: 'experiments' },
  executor: { article: 'an executor', plural: 'executors' },
} as const satisfies KindTable;

/** One thing that the command line ships. */
export interface ShippedPlugin {
  readonly kind: Kind;
  readonly id: string;
  readonly summary: string;
  /** The package it comes from. */
  readonly source: string;
}

type Listed = Readonly<Record<Kind, readonly Omit<ShippedPlugin, 'kind'>[]>>;

/** What `pomdp-gym list` lists, in its order. */
export function shippedPlugins(): ShippedPlugin[] {
  const command = join(repository, 'apps/cli/bin/pomdp-gym.js');
  const printed = execFileSync(process.execPath, [command, 'list', '--json'], { encoding: 'utf8' });
  const listed: Listed = JSON.parse(printed) as Listed;
  return kindNames(kinds).flatMap((kind) => listed[kind].map((each) => ({ kind, ...each })));
}

/** A registry that holds them all. */
export async function registryOf(plugins: readonly ShippedPlugin[]): Promise<Registry> {
  const registry = new Registry(kinds);
  for (const source of new Set(plugins.map((plugin) => plugin.source)))
    await loadPlugin(registry, source, join(repository, 'apps/cli'));
  return registry;
}
