import type { AlphaVectorPolicy } from '../alpha-vector-policy.js';
import type { PlanningModel } from '../planning-model.js';
import { type DenseVector, denseVectors, policyOfDenseVectors } from './dense-vector.js';
import { failAt } from './file-place.js';

/** Writes α-vectors as Cassandra's pomdp-solve does: the action on one line, S numbers on the next, an empty line. */
export function writeAlphaFile(policy: AlphaVectorPolicy): string {
  return Array.from(denseVectors(policy), ({ action, values }) => `${action}\n${values.join(' ')}\n\n`).join(
    '',
  );
}

/** A number and where it stands. */
interface Token {
  readonly value: number;
  readonly text: string;
  readonly offset: number;
}

/** Reads such a file; throws an InputError with the place of what is wrong. `#` begins a comment. */
export function parseAlphaFile(text: string, filename: string, model: PlanningModel): AlphaVectorPolicy {
  const { states } = model.model;
  const tokens = Array.from(text.matchAll(/#.*|[^\s#]+/g), (match): Token => {
    return { value: Number(match[0]), text: match[0], offset: match.index };
  }).filter((token) => !token.text.startsWith('#'));
  const vectors: DenseVector[] = [];
  for (let at = 0; at < tokens.length; at += states + 1) {
    const action = tokens[at]!;
    if (!(Number.isInteger(action.value) && action.value >= 0 && action.value < model.actions)) {
      failAt(
        filename,
        text,
        action.offset,
        `Here an action from 0 to ${model.actions - 1} is expected, not ${action.text}.`,
      );
    }
    const numbers = tokens.slice(at + 1, at + 1 + states);
    if (numbers.length < states) {
      failAt(
        filename,
        text,
        text.length,
        `The last vector has ${numbers.length} numbers; the model has ${states} states.`,
      );
    }
    const bad = numbers.find(({ value }) => !Number.isFinite(value));
    if (bad) failAt(filename, text, bad.offset, `${bad.text} is no finite number.`);
    vectors.push({ action: action.value, values: Float64Array.from(numbers, ({ value }) => value) });
  }
  if (vectors.length === 0) failAt(filename, text, 0, 'The file holds no α-vectors.');
  return policyOfDenseVectors(model, vectors);
}
