import { InputError } from '@pomdp-gym/contracts';
import { SaxesParser } from 'saxes';
import type { AlphaVectorPolicy } from '../alpha-vector-policy.js';
import type { PlanningModel } from '../planning-model.js';
import { denseVectors } from './dense-vector.js';
import { distinctVectors } from './distinct-vectors.js';
import { FactoredVectors } from './factored-vectors.js';
import { quoted } from './quoted.js';
import { VectorCollector } from './vector-collector.js';

/**
 * Writes α-vectors as the XML of the APPL toolkit (`policyx`), a vector a piece: for each value of the observed variable
 * where the model was written in factors, with one such value where it is flat. Vectors are dense, as APPL's reader loses
 * the numbers of sparse ones, and a blank follows the last number, as that reader takes words.
 *
 * @param modelName what to name as the model the policy is for.
 */
export function* policyXml(policy: AlphaVectorPolicy, modelName: string): Generator<string> {
  const { mixed, states } = policy.model.model;
  const factored = mixed && new FactoredVectors(policy, mixed);
  const count = factored?.count ?? Math.max(1, distinctVectors(policy.vectors).length);
  const [length, values] = mixed ? [mixed.hiddenValues, mixed.seenValues] : [states, 1];
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<Policy version="0.1" type="value" model="${attribute(modelName)}">\n`;
  yield `<AlphaVector vectorLength="${length}" numObsValue="${values}" numVectors="${count}">\n`;
  if (factored) for (const { action, seen, values } of factored) yield vectorElement(action, seen, values);
  else for (const { action, values } of denseVectors(policy)) yield vectorElement(action, 0, values);
  yield '</AlphaVector>\n</Policy>\n';
}

function vectorElement(action: number, seen: number, values: Float64Array): string {
  return `<Vector action="${action}" obsValue="${seen}">${values.join(' ')} </Vector>\n`;
}

/** APPL's reader takes a tag of 2047 characters at most, and an empty attribute for the last one. */
const LONGEST_NAME = 200;

function attribute(text: string): string {
  const plain = text.slice(-LONGEST_NAME).replace(/[^ !#$%(-;=?-~]/g, '_');
  return plain.trim() === '' ? 'model' : plain;
}

/**
 * Reads such a file from its pieces, its vectors dense or sparse, for the flat model or for the values of the observed
 * variable; throws an InputError with the place of what is wrong. It holds one vector at a time.
 */
export function parsePolicyXml(
  pieces: Iterable<string>,
  filename: string,
  model: PlanningModel,
): AlphaVectorPolicy {
  return new PolicyXmlReader(filename, model).read(pieces);
}

class PolicyXmlReader {
  private readonly parser = new SaxesParser();
  private readonly collector: VectorCollector;
  /** Whether vectors are for one value of the observed variable each. */
  private factored = false;
  private action = -1;
  private seen = 0;
  private values: Float64Array | undefined;
  private sparse = false;
  private content = '';

  constructor(
    private readonly filename: string,
    private readonly model: PlanningModel,
  ) {
    this.collector = new VectorCollector(model);
  }

  read(pieces: Iterable<string>): AlphaVectorPolicy {
    const { parser } = this;
    parser.on('error', (error) => this.fail(`This is no XML: ${error.message.replace(/^\d+:\d+: /, '')}`));
    parser.on('opentag', ({ name, attributes }) => this.open(name, attributes));
    parser.on('text', (text) => (this.content += text));
    parser.on('closetag', ({ name }) => this.close(name));
    for (const piece of pieces) parser.write(piece);
    parser.close();
    if (this.collector.count === 0) this.fail('The file holds no α-vectors.');
    return this.collector.policy();
  }

  private open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.content = '';
    if (name === 'AlphaVector') this.checkShape(attributes);
    if (name !== 'Vector' && name !== 'SparseVector') return;
    this.action = this.index(attributes['action'] ?? '', this.model.actions, 'An action');
    const seenValues = this.factored ? this.model.model.mixed!.seenValues : 1;
    this.seen = this.index(attributes['obsValue'] ?? '0', seenValues, 'A value of the observed variable');
    this.values = new Float64Array(this.length);
    this.sparse = name === 'SparseVector';
  }

  /** How many numbers a vector has. */
  private get length(): number {
    const { mixed, states } = this.model.model;
    return this.factored ? mixed!.hiddenValues : states;
  }

  private index(text: string, count: number, what: string): number {
    const value = Number(text);
    if (text !== '' && Number.isInteger(value) && value >= 0 && value < count) return value;
    return this.fail(`${what} from 0 to ${count - 1} is expected, not ${quoted(text)}.`);
  }

  private checkShape({ vectorLength, numObsValue }: Readonly<Record<string, string>>): void {
    const { mixed, states } = this.model.model;
    const seenValues = Number(numObsValue ?? 1);
    const length = Number(vectorLength ?? states);
    this.factored = mixed?.seenValues === seenValues && mixed.hiddenValues === length;
    if (this.factored || (seenValues === 1 && length === states)) return;
    if (seenValues === 1)
      this.fail(`The vectors have ${quoted(vectorLength ?? '')} numbers; the model has ${states} states.`);
    const has = mixed
      ? `the observed variables of this model have ${mixed.seenValues} values, and its other variables ${mixed.hiddenValues}`
      : 'this model is flat. Name the .pomdpx file that it was solved for';
    this.fail(
      `This policy is for a factored model, with vectors of ${length} numbers for each of ${seenValues} values of an observed variable; ${has}.`,
    );
  }

  private close(name: string): void {
    const { values } = this;
    if (!values) return;
    if (name === 'Entry') this.readEntry(values);
    if (name !== 'Vector' && name !== 'SparseVector') return;
    if (!this.sparse) this.readNumbers(values);
    if (this.factored) this.collector.addFactored(this.action, this.seen, values);
    else this.collector.add(this.action, values);
    this.values = undefined;
  }

  private readEntry(values: Float64Array): void {
    const [place, value] = this.numbers();
    if (
      place === undefined ||
      value === undefined ||
      !(Number.isInteger(place) && place >= 0 && place < values.length)
    ) {
      this.fail(
        `An entry is a state from 0 to ${values.length - 1} and a number, not «${quoted(this.content.trim())}».`,
      );
    }
    values[place] = value;
  }

  private readNumbers(values: Float64Array): void {
    const numbers = this.numbers();
    if (numbers.length !== values.length) {
      const needs = this.factored
        ? `the policy states ${values.length}`
        : `the model has ${values.length} states`;
      this.fail(`This vector has ${numbers.length} numbers; ${needs}.`);
    }
    values.set(numbers);
  }

  private numbers(): number[] {
    const words = this.content.trim().split(/\s+/);
    const numbers = words.map(Number);
    const bad = numbers.findIndex((number) => !Number.isFinite(number));
    if (bad >= 0) this.fail(`${quoted(words[bad]!)} is no finite number.`);
    return numbers;
  }

  private fail(message: string): never {
    const { line, column } = this.parser;
    throw new InputError(`${this.filename}:${line}:${column + 1}: ${message}`);
  }
}
