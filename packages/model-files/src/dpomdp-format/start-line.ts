import type { DiagnosticCollector } from '../diagnostic-collector.js';
import { WILDCARD } from '../pomdp-format/assignment-log.js';
import { isOne, isProbability, isSlip, sumText } from '../pomdp-format/row-sum.js';
import type { ElementTable } from './element-table.js';
import type { PartHeading } from './part-heading.js';
import { isIndex, isNumber, passageOf, type TextLines, type Token } from './text-lines.js';

/** Reads the start distribution in each of its forms; undefined, with a complaint, for anything else. */
export function readStart(
  heading: PartHeading,
  states: ElementTable,
  lines: TextLines,
  diagnostics: DiagnosticCollector,
): Float64Array | undefined {
  const { set, rest } = heading;
  if (set) return readSet(heading, states, diagnostics);
  const below = rest.length > 0 ? [] : tokensBelow(lines, states.size);
  const tokens = rest.length > 0 ? rest : below;
  const [first, second] = tokens;
  if (!first) {
    diagnostics.error('cut-short', heading, '`start:` needs probabilities, `uniform` or a state.');
    return undefined;
  }
  const plain = !second && (rest.length > 0 ? isState(first, states) : false);
  if (plain) return readSet(heading, states, diagnostics);
  if (rest.length > 0)
    diagnostics.warning(
      'leniency',
      passageOf(rest),
      'Probabilities and `uniform` belong on the line below `start:`.',
    );
  if (first.text === 'uniform' && !second) return new Float64Array(states.size).fill(1 / states.size);
  return readNumbers(tokens, states, diagnostics);
}

function tokensBelow(lines: TextLines, count: number): Token[] {
  const found: Token[] = [];
  while (lines.current && found.length < count) {
    const { tokens } = lines.current;
    if (tokens.some(({ text }) => text === ':')) break;
    for (const token of tokens) found.push(token);
    lines.advance();
    if (tokens[0]!.text === 'uniform') break;
  }
  return found;
}

/** Whether one word behind `start:` names a state, and is no probability or `uniform`. */
function isState(token: Token, { labels = [], size }: ElementTable): boolean {
  if (labels.includes(token.text)) return true;
  return token.text !== 'uniform' && (!isNumber(token) || (isIndex(token) && Number(token.text) < size));
}

/** Uniform over the states listed, or over all others. */
function readSet(
  { set, rest, ...where }: PartHeading,
  states: ElementTable,
  diagnostics: DiagnosticCollector,
): Float64Array | undefined {
  const listed = new Uint8Array(states.size);
  let sound = rest.length > 0;
  for (const token of rest) {
    const state = states.read(token, diagnostics);
    if (state === WILDCARD) listed.fill(1);
    else if (state >= 0) listed[state] = 1;
    else sound = false;
  }
  const include = set !== 'exclude';
  const support = listed.filter((mark) => (mark === 1) === include).length;
  if (rest.length === 0 || (sound && support === 0))
    diagnostics.error('wrong-count', where, 'This leaves no state to start in.');
  if (!sound || support === 0) return undefined;
  return Float64Array.from(listed, (mark) => ((mark === 1) === include ? 1 / support : 0));
}

function readNumbers(
  tokens: readonly Token[],
  states: ElementTable,
  diagnostics: DiagnosticCollector,
): Float64Array | undefined {
  const wrong = tokens.find((token) => !isNumber(token));
  if (wrong) {
    diagnostics.error('syntax', wrong, `\`start:\` needs a number here, not \`${wrong.text}\`.`);
    return undefined;
  }
  if (tokens.length !== states.size) {
    const message = `\`start:\` takes ${states.size} numbers, one a state, not ${tokens.length}.`;
    diagnostics.error('wrong-count', passageOf(tokens), message);
    return undefined;
  }
  const start = Float64Array.from(tokens, ({ text }) => Number(text));
  const bad = start.findIndex((value) => !isProbability(value));
  if (bad >= 0) {
    const message = `A probability lies from 0 to 1; \`${tokens[bad]!.text}\` does not.`;
    diagnostics.error('out-of-range', tokens[bad]!, message);
    return undefined;
  }
  return summing(start, tokens, diagnostics);
}

function summing(
  start: Float64Array,
  tokens: readonly Token[],
  diagnostics: DiagnosticCollector,
): Float64Array | undefined {
  const sum = start.reduce((total, value) => total + value, 0);
  if (isOne(sum)) return start;
  const message = `The start distribution sums to ${sumText(sum)}, not to 1`;
  if (!isSlip(sum)) {
    diagnostics.error('row-sum', passageOf(tokens), `${message}.`);
    return undefined;
  }
  diagnostics.warning('row-sum', passageOf(tokens), `${message}; it is read divided by its sum.`);
  return start.map((probability) => probability / sum);
}
