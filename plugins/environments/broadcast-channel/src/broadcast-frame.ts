import type { Frame } from '@pomdp-gym/contracts';
import { drawing, drawingColours, drawnWord, picture } from '@pomdp-gym/models';

/**
 * The agents with their buffers on the channel, and what it carried last.
 *
 * @param full whether each agent's buffer is full.
 * @param sent whether each agent has sent in the last step; undefined where there was none.
 */
export function broadcastFrame(full: readonly boolean[], sent: readonly boolean[] | undefined): Frame {
  const lines = full.map((isFull, k) => `${k + 1} ${isFull ? '■' : '□'}${sent?.[k] ? ' >' : ''}`);
  return {
    picture: picture(lines, { '■': 'object', '□': 'floor', '>': 'agent' }),
    svg: channelSvg(full, sent),
    facts: {
      'full buffers': full.flatMap((isFull, k) => (isFull ? [k + 1] : [])).join(', ') || 'no agent',
      ...(sent && { channel: carried(sent) }),
    },
  };
}

function carried(sent: readonly boolean[]): string {
  const senders = sent.flatMap((isSender, k) => (isSender ? [k + 1] : []));
  if (senders.length > 1) return `collision of ${senders.join(', ')}`;
  return senders.length === 0 ? 'silent' : `agent ${senders[0]} sent`;
}

const WIDTH = 110;

function channelSvg(full: readonly boolean[], sent: readonly boolean[] | undefined): string {
  const isCollision = (sent ?? []).filter(Boolean).length > 1;
  const colour = isCollision ? drawingColours.hazard : drawingColours.wall;
  const channel = `<rect x="8" y="14" width="${WIDTH * full.length - 16}" height="26" rx="13" fill="${colour}"/>`;
  return drawing(WIDTH * full.length, 190, [
    channel,
    drawnWord(isCollision ? 'collision' : 'channel', (WIDTH * full.length) / 2, 27, { colour: '#ffffff' }),
    ...full.map(
      (isFull, k) =>
        `<g transform="translate(${WIDTH * (k + 0.5)} 0)">${agent(k, isFull, sent?.[k] ?? false)}</g>`,
    ),
  ]);
}

/** An agent with its buffer, and an arrow up to the channel where it has sent. */
function agent(k: number, isFull: boolean, hasSent: boolean): string {
  const { agent: blue, object, label } = drawingColours;
  const arrow = `<path d="M0 76V46M-8 54L0 45L8 54" fill="none" stroke="${blue}" stroke-width="4"/>`;
  return (
    `${hasSent ? arrow : ''}<circle cy="100" r="20" fill="${blue}"/>${drawnWord(String(k + 1), 0, 100, { size: 18, colour: '#ffffff' })}` +
    `<rect x="-20" y="130" width="40" height="30" fill="${isFull ? object : '#ffffff'}" stroke="${label}" stroke-width="2"/>` +
    drawnWord(isFull ? 'full' : 'empty', 0, 175, { size: 13 })
  );
}
