import type { AlphaVectorPolicy } from '../alpha-vector-policy.js';
import type { PlanningModel } from '../planning-model.js';
import { denseVectors } from './dense-vector.js';
import { VectorCollector } from './vector-collector.js';
import { WordScanner } from './word-scanner.js';

/**
 * Writes α-vectors as Cassandra's pomdp-solve does, a vector a piece: the action on one line, S numbers on the next, an empty
 * line between two vectors. The file ends with the last number: zmdp, which reads such files until their end, takes
 * blanks after it for one more vector.
 */
export function* alphaFile(policy: AlphaVectorPolicy): Generator<string> {
  let before = '';
  for (const { action, values } of denseVectors(policy)) {
    yield `${before}${action}\n${values.join(' ')}`;
    before = '\n\n';
  }
}

/**
 * Reads such a file from its pieces; throws an InputError with the place of what is wrong. `#` begins a comment. It holds
 * one vector over all states at a time.
 */
export function parseAlphaFile(
  pieces: Iterable<string>,
  filename: string,
  model: PlanningModel,
): AlphaVectorPolicy {
  const scanner = new WordScanner(pieces, filename);
  const collector = new VectorCollector(model);
  const values = new Float64Array(model.model.states);
  while (scanner.next()) {
    const action = readAction(scanner, model.actions);
    readNumbers(scanner, values);
    collector.add(action, values);
  }
  if (collector.count === 0) scanner.fail('The file holds no α-vectors.');
  return collector.policy();
}

function notFinite(word: string, quote: string): string {
  const advice = /^[-+]?inf/i.test(word)
    ? ' A vector that is never to be chosen is left out, or holds a number below all others.'
    : '';
  return `${quote} is no finite number.${advice}`;
}

function readAction(scanner: WordScanner, actions: number): number {
  const action = Number(scanner.word);
  if (Number.isInteger(action) && action >= 0 && action < actions) return action;
  return scanner.fail(`Here an action from 0 to ${actions - 1} is expected, not ${scanner.quote()}.`);
}

function readNumbers(scanner: WordScanner, values: Float64Array): void {
  for (let state = 0; state < values.length; state++) {
    if (!scanner.next())
      scanner.fail(`The last vector has ${state} numbers; the model has ${values.length} states.`);
    values[state] = Number(scanner.word);
    if (!Number.isFinite(values[state])) scanner.fail(notFinite(scanner.word, scanner.quote()));
  }
}
