import { policyChecks, type PolicySettings } from '@pomdp-gym/conformance';
import type { Policy, PolicySpec, Spaces } from '@pomdp-gym/contracts';
import { z } from 'zod';
import type { PlantedBug } from '../planted-bug.js';

/** A policy with a bug, over spaces of any kind. */
export interface PolicyBug extends Pick<PlantedBug, 'wrong' | 'rule'> {
  readonly name: string;
  readonly create: (spaces: Spaces) => Policy;
  readonly settings?: PolicySettings;
}

export function policyBug({ name, wrong, rule, create, settings }: PolicyBug): PlantedBug {
  const spec: PolicySpec = {
    id: 'small',
    summary: 'A small policy.',
    options: z.strictObject({}),
    create: (_options, spaces) => create(spaces),
  };
  return { id: `policy/${name}`, wrong, rule, checks: () => policyChecks(spec, settings) };
}

/** How many there are to see and to do. Throws where the spaces are not finite. */
export function sizesOf({ observationSpace, actionSpace }: Spaces): [observations: number, actions: number] {
  if (observationSpace.kind === 'box' || actionSpace.kind === 'box')
    throw new RangeError('The policy is a table: it needs finite observations and actions.');
  return [observationSpace.size, actionSpace.size];
}

/** A bug of a policy that is made from the numbers of observations and actions. */
export function tableBug({
  create,
  ...bug
}: Omit<PolicyBug, 'create'> & { readonly create: new (observations: number, actions: number) => Policy }) {
  return policyBug({ ...bug, create: (spaces) => new create(...sizesOf(spaces)) });
}
