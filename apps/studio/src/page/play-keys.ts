/** Names of actions by the arrow key that takes them. */
const ARROWS: Readonly<Record<string, RegExp>> = {
  ArrowUp: /^(?:n0?|north|up|forward|goforward)$/i,
  ArrowDown: /^(?:s0?|south|down|turn-around|backup)$/i,
  ArrowLeft: /^(?:w0?|west|left|turn-left|open-left)$/i,
  ArrowRight: /^(?:e0?|east|right|turn-right|open-right)$/i,
};

/** The action that a key takes: a digit by its number from 1, an arrow by its name; undefined where it takes none. */
export function actionOfKey(key: string, labels: readonly string[]): number | undefined {
  if (/^[1-9]$/.test(key)) return Number(key) <= labels.length ? Number(key) - 1 : undefined;
  const name = ARROWS[key];
  const place = name ? labels.findIndex((label) => name.test(label)) : -1;
  return place < 0 ? undefined : place;
}
