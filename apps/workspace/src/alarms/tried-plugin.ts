import { type Check, checksOf, type SettingsOf, type SharedSettings } from '@pomdp-gym/conformance';
import { type TabledKind, kinds as tabledKinds, kindNames } from '@pomdp-gym/contracts';
import { Registry } from '@pomdp-gym/registry';
import { kinds } from '../kinds.js';
import { pluginsOfApp } from '../shipped-plugins.js';

/** A plugin that is shipped, and the rules of its kind under a seed. */
export interface TriedPlugin {
  readonly kind: TabledKind;
  readonly id: string;
  checks(seed: number): readonly Check[];
}

/** Made from a file, by a program or for files: nothing to try without one. */
const needsMore: ReadonlySet<string> = new Set(['File', 'Gymnasium']);

/** Settings under which the rules of a kind are cheap: so many seeds cost hours otherwise. */
const cheap: { readonly [K in TabledKind]: SharedSettings & SettingsOf[K] } = {
  environment: { agreementSteps: 3000 },
  wrapper: { agreementSteps: 3000 },
  policy: {},
  estimator: { steps: 800 },
  critic: {},
  optimizer: {},
  learner: {},
  solver: { episodes: 60, reports: 60 },
  tracker: {},
};

/** Options of a plugin under which they are: of `pomcp`, which thinks before every action, those of its own test. */
const cheapOptions: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'solver pomcp': { simulations: 50 },
};

/** The plugins that the app ships, but for trackers, which draw nothing and write files, and for those that need more than options. */
export async function triedPlugins(root: string): Promise<readonly TriedPlugin[]> {
  const registry = new Registry(kinds);
  for (const { source, plugin } of pluginsOfApp(root)) await registry.load(plugin, source);
  return kindNames(tabledKinds)
    .filter((kind) => kind !== 'tracker')
    .flatMap((kind) => ofKind(kind, registry))
    .filter(({ id }) => !needsMore.has(id));
}

function ofKind<K extends TabledKind>(kind: K, registry: Registry): TriedPlugin[] {
  return registry.list(kind).map((entry) => ({
    kind,
    id: entry.spec.id,
    checks: (seed) =>
      checksOf(kind, registry.boundSpec(entry), {
        ...cheap[kind],
        options: cheapOptions[`${kind} ${entry.spec.id}`] ?? {},
        seed,
      }),
  }));
}
