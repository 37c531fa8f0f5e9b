import type { Frame, FrameRole, TakenStep } from '@pomdp-gym/contracts';
import { picture } from '@pomdp-gym/models';
import { ACCEPT } from './admission.js';
import type { LinkState } from './call-admission-model.js';
import { linkSvg } from './link-svg.js';
import { CAPACITY, callTypes, occupancy } from './link.js';

const roles: Record<string, FrameRole> = {
  '[': 'wall',
  ']': 'wall',
  '1': 'object',
  '2': 'object',
  '3': 'object',
  '?': 'agent',
};

/** The link as its ten units, each with the type of the call on it or a dot, and behind it the call that asks. */
export function callAdmissionFrame({ configuration, call }: LinkState, last: TakenStep | undefined): Frame {
  const units = configuration.map((calls, type) => String(type + 1).repeat(calls)).join('');
  const asking = call === undefined ? '' : ` ${call + 1}?`;
  return {
    picture: picture([`[${units.padEnd(CAPACITY, '.')}]${asking}`], roles),
    svg: linkSvg(configuration, call),
    facts: {
      taken: `${occupancy(configuration)} of ${CAPACITY}`,
      asking: call === undefined ? 'nobody' : `type ${call + 1}, worth ${callTypes[call]!.reward}`,
      ...(last && { answered: last.action === ACCEPT ? 'accept' : 'reject', reward: String(last.reward) }),
    },
  };
}
