import type { FrameRole } from '@pomdp-gym/contracts';
import type { Scene, Segment } from './scene.js';

const WIDTH = 480;

const COLOURS: Readonly<Record<FrameRole, string>> = {
  wall: '#555',
  floor: '#bbb',
  agent: '#1f6fb4',
  goal: '#2a9d4a',
  hazard: '#c0392b',
  object: '#b9770e',
  label: '#333',
};

/** A scene as one `<svg>` element, on a light ground. */
export function sceneSvg(scene: Scene): string {
  const scale = WIDTH / (scene.right - scene.left);
  const height = fixed((scene.top - scene.bottom) * scale);
  const lines = scene.segments.map((segment) => line(segment, scene, scale)).join('');
  const ground = `<rect width="${WIDTH}" height="${height}" fill="#f4f2ec"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}">${ground}${lines}</svg>`;
}

function line({ from, to, role, width }: Segment, { left, top }: Scene, scale: number): string {
  const [x1, x2] = [from, to].map(([x]) => fixed((x - left) * scale));
  const [y1, y2] = [from, to].map(([, y]) => fixed((top - y) * scale));
  return (
    `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${COLOURS[role]}" ` +
    `stroke-width="${fixed(width * scale)}" stroke-linecap="round"/>`
  );
}

function fixed(value: number): string {
  return value.toFixed(2);
}
