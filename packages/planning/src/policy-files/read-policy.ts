import { InputError } from '@pomdp-gym/contracts';
import type { AlphaVectorPolicy } from '../alpha-vector-policy.js';
import type { PlanningModel } from '../planning-model.js';
import { parseAlphaFile } from './alpha-file.js';
import { foreignFormat } from './foreign-format.js';
import { parsePolicyXml } from './policy-xml.js';

/**
 * Reads a policy in either format, distinguished by how the text begins; throws an InputError for what is neither.
 *
 * @param text the file, or its pieces in turn, of which it holds one at a time.
 */
export function readPolicy(
  text: string | Iterable<string>,
  filename: string,
  model: PlanningModel,
): AlphaVectorPolicy {
  const pieces = (typeof text === 'string' ? [text] : text)[Symbol.iterator]();
  const begun: string[] = [];
  let first = -1;
  for (let piece = pieces.next(); !piece.done; piece = pieces.next()) {
    begun.push(piece.value);
    first = piece.value.search(/\S/);
    if (first >= 0) break;
  }
  const foreign = foreignFormat(begun.at(-1)?.slice(first) ?? '');
  if (foreign !== undefined) throw new InputError(`${filename}: ${foreign}`);
  const whole = { [Symbol.iterator]: () => continued(begun, pieces) };
  return begun.at(-1)?.[first] === '<'
    ? parsePolicyXml(whole, filename, model)
    : parseAlphaFile(whole, filename, model);
}

function* continued(begun: readonly string[], pieces: Iterator<string>): Generator<string> {
  yield* begun;
  for (let piece = pieces.next(); !piece.done; piece = pieces.next()) yield piece.value;
}
