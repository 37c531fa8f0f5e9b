import { partKinds, type Reference, type RunDescription } from '@pomdp-gym/contracts';
import type { Registry } from '@pomdp-gym/registry';
import { contentDigest } from '@pomdp-gym/registry/node';
import { partsWithin } from '../run/parts-of.js';
import { canonicalJson } from '../study/canonical-json.js';
import type { Provenance } from '../results/provenance.js';

/**
 * A digest of the code and the data that a run follows from, besides its description: the versions and the build of the
 * program, the plugins that its parts come from, and the files that their options name.
 *
 * @param pluginOf the digest of a plugin by the source that the registry knows it by; undefined for one that is shipped.
 */
export function originOf(
  { versions, build, files }: Provenance,
  pluginOf: (source: string) => string | undefined,
  registry: Registry,
): (run: Pick<RunDescription, 'environment' | 'agent'>) => string {
  const known = new Map<string, string>();
  return ({ environment, agent }) => {
    const { wrappers = [] } = environment;
    const key = `${environment.name}\n${agent.name}`;
    const digest =
      known.get(key) ??
      contentDigest(
        canonicalJson([
          versions,
          build,
          partsWithin({ environment, agent }, registry).map(({ kind, reference: { id } }) => [
            kind,
            pluginOf(registry.get(kind, id).source) ?? null,
          ]),
          [environment, ...wrappers, ...partKinds.flatMap((kind) => agent[kind] ?? [])]
            .flatMap(optionTexts)
            .map((text) => files[text] ?? null),
        ]),
      );
    known.set(key, digest);
    return digest;
  };
}

/** Every text among the options of a reference, however deep: it may name a file. */
export function optionTexts({ options }: Pick<Reference, 'options'>): string[] {
  return textsIn(options);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
