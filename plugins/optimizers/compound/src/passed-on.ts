import type { Iterate } from '@pomdp-gym/contracts';

/** A point of an inner ascent with figures more, and without the reason of its end: the outer ascent may go on. */
export function passedOn(
  { kind, theta, policy, estimate, detail }: Iterate,
  figures: Readonly<Record<string, number>>,
): Iterate {
  return {
    kind,
    theta,
    ...(policy && { policy }),
    ...(estimate && { estimate }),
    detail: { ...detail, ...figures },
  };
}
