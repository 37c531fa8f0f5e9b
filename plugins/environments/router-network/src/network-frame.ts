import type { Frame } from '@pomdp-gym/contracts';
import { drawing, drawingColours, drawnWord, picture } from '@pomdp-gym/models';

/**
 * The routers with their queues, and who sent its packets on in the last step.
 *
 * @param queues how many packets wait at each router, of at most `capacity`.
 * @param sent whether each has sent in place of serving; undefined where there was no step.
 */
export function networkFrame(
  queues: readonly number[],
  capacity: number,
  sent: readonly boolean[] | undefined,
): Frame {
  const lines = queues.map(
    (length, k) =>
      `${String(k + 1).padStart(2)} ${'■'.repeat(length).padEnd(capacity, '.')}${sent?.[k] ? ' >' : ''}`,
  );
  return {
    picture: picture(lines, { '■': 'object', '>': 'agent' }),
    svg: ringSvg(queues, capacity, sent),
    facts: {
      waiting: queues.join(', '),
      ...(sent && {
        sent: sent.flatMap((isSender, k) => (isSender ? [k + 1] : [])).join(', ') || 'no router',
      }),
    },
  };
}

const [WIDTH, PACKET] = [90, 18];

/** The routers in a row with their queues above them, and the way of the ring back to the first; arrows lead on from those that have sent. */
function ringSvg(queues: readonly number[], capacity: number, sent: readonly boolean[] | undefined): string {
  const [width, base] = [WIDTH * queues.length, 24 + PACKET * capacity + 26];
  const way = `M${width - WIDTH / 2} ${base}V${base + 44}H${WIDTH / 2}V${base}Z`;
  return drawing(width, base + 62, [
    `<path d="${way}" fill="none" stroke="#b9b4a6" stroke-width="4"/>`,
    ...queues.map((length, k) => router({ k, length, capacity, base })),
    ...queues.flatMap((_, k) => (sent?.[k] ? [arrow(k, k === queues.length - 1, base)] : [])),
  ]);
}

interface DrawnRouter {
  readonly k: number;
  readonly length: number;
  readonly capacity: number;
  /** The height of its middle. */
  readonly base: number;
}

/** A router, and a box for each packet that may wait there, those at the bottom filled. */
function router({ k, length, capacity, base }: DrawnRouter): string {
  const x = WIDTH * (k + 0.5);
  const { agent, object, wall } = drawingColours;
  const boxes = Array.from({ length: capacity }, (_, place) => {
    const fill = place < length ? object : '#ffffff';
    const y = base - 24 - PACKET * (place + 1);
    return `<rect x="${x - 16}" y="${y}" width="32" height="${PACKET - 2}" fill="${fill}" stroke="${wall}"/>`;
  });
  return `${boxes.join('')}<circle cx="${x}" cy="${base}" r="18" fill="${agent}"/>${drawnWord(String(k + 1), x, base, { size: 16, colour: '#ffffff' })}`;
}

/** An arrow to the next router; from the last one down to the way back. */
function arrow(k: number, isLast: boolean, base: number): string {
  const x = WIDTH * (k + 0.5);
  const path = isLast
    ? `M${x} ${base + 20}V${base + 40}M${x - 7} ${base + 33}L${x} ${base + 41}L${x + 7} ${base + 33}`
    : `M${x + 20} ${base}H${x + WIDTH - 22}M${x + WIDTH - 30} ${base - 7}L${x + WIDTH - 21} ${base}L${x + WIDTH - 30} ${base + 7}`;
  return `<path d="${path}" fill="none" stroke="${drawingColours.agent}" stroke-width="4"/>`;
}
