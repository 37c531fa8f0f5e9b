import type { Frame, FrameRole } from '@pomdp-gym/contracts';
import { createEnvironment, parseEnvironment } from '@pomdp-gym/experiment';
import { ModelEnvironment } from '@pomdp-gym/models';
import type { Registry } from '@pomdp-gym/registry';
import type { BeliefMap, BeliefQuestion, MapMark } from './calls.js';

/** More possible states than these are not drawn. */
const MOST_STATES = 5000;

/** The pictures of the states that a belief holds for possible, laid over one another: what stands in each square, and how likely. */
export function beliefMap(
  { environment: name, belief }: BeliefQuestion,
  registry: Registry,
): BeliefMap | null {
  const possible = [...belief.keys()].filter((state) => belief[state]! > 0);
  const drawn = possible.length <= MOST_STATES ? drawnStates(name, belief.length, registry) : undefined;
  const size = drawn && sizeOf(drawn.frameOf(possible[0] ?? 0));
  if (!drawn || !size || size.columns === 0) return null;
  const squares = new Squares();
  for (const state of possible) squares.add(drawn.frameOf(state), belief[state]!);
  return { ...size, ...squares.laid() };
}

/** The environment within all wrappers, where these keep its states. */
function drawnStates(name: string, states: number, registry: Registry): ModelEnvironment | undefined {
  const { id, options, wrappers = [] } = parseEnvironment(name);
  const inner = registry.create('environment', { id, options });
  const outer = wrappers.length === 0 ? inner : createEnvironment({ id, options, wrappers }, registry);
  const isSame = inner.model?.().states === states && outer.model?.().states === states;
  return inner instanceof ModelEnvironment && isSame ? inner : undefined;
}

function sizeOf({ picture }: Frame): Pick<BeliefMap, 'rows' | 'columns'> {
  const lengths = picture.map((line) => line.reduce((sum, { text }) => sum + [...text].length, 0));
  return { rows: picture.length, columns: Math.max(0, ...lengths) };
}

/** Rounding of sums of probabilities. */
const NEARLY_ONE = 1 - 1e-9;

/** What stands in each square, by role. */
class Squares {
  private readonly marks = new Map<string, { -readonly [K in keyof MapMark]: MapMark[K] }>();

  add({ picture }: Frame, probability: number): void {
    picture.forEach((line, row) => {
      let column = 0;
      for (const { text, role } of line)
        for (const character of text) this.mark(row, column++, role, character, probability);
    });
  }

  laid(): Pick<BeliefMap, 'walls' | 'marks'> {
    const all = [...this.marks.values()];
    const isWall = ({ role, probability }: MapMark) => role === 'wall' && probability >= NEARLY_ONE;
    return {
      walls: all.filter(isWall).map(({ row, column }) => [row, column] as const),
      marks: all.filter(({ role }) => role !== 'wall' && role !== 'floor'),
    };
  }

  private mark(row: number, column: number, role: FrameRole, character: string, probability: number): void {
    const key = `${row} ${column} ${role}`;
    const known = this.marks.get(key);
    if (known) known.probability += probability;
    else this.marks.set(key, { row, column, role, character, probability });
  }
}
