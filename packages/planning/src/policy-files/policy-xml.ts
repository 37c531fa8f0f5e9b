import { SaxesParser } from 'saxes';
import type { AlphaVectorPolicy } from '../alpha-vector-policy.js';
import type { PlanningModel } from '../planning-model.js';
import { type DenseVector, denseVectors, policyOfDenseVectors } from './dense-vector.js';
import { failAt } from './file-place.js';

/**
 * Writes α-vectors as the XML of the APPL toolkit (`policyx`), for the flat model: one value of the observed variable.
 *
 * @param modelName what to name as the model the policy is for.
 */
export function writePolicyXml(policy: AlphaVectorPolicy, modelName: string): string {
  const length = policy.model.model.states;
  const lines = Array.from(
    denseVectors(policy),
    ({ action, values }) => `<Vector action="${action}" obsValue="0">${values.join(' ')} </Vector>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Policy version="0.1" type="value" model="${escaped(modelName)}">`,
    `<AlphaVector vectorLength="${length}" numObsValue="1" numVectors="${lines.length}">`,
    ...lines,
    '</AlphaVector>',
    '</Policy>',
    '',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Reads such a file, its vectors dense or sparse; throws an InputError with the place of what is wrong. */
export function parsePolicyXml(text: string, filename: string, model: PlanningModel): AlphaVectorPolicy {
  return new PolicyXmlReader(text, filename, model).read();
}

class PolicyXmlReader {
  private readonly parser = new SaxesParser();
  private readonly vectors: DenseVector[] = [];
  private action = -1;
  private values: Float64Array | undefined;
  private sparse = false;
  private content = '';

  constructor(
    private readonly text: string,
    private readonly filename: string,
    private readonly model: PlanningModel,
  ) {}

  read(): AlphaVectorPolicy {
    const { parser } = this;
    parser.on('error', (error) => this.fail(`This is no XML: ${error.message.replace(/^\d+:\d+: /, '')}`));
    parser.on('opentag', ({ name, attributes }) => this.open(name, attributes));
    parser.on('text', (piece) => (this.content += piece));
    parser.on('closetag', ({ name }) => this.close(name));
    parser.write(this.text).close();
    if (this.vectors.length === 0) this.fail('The file holds no α-vectors.');
    return policyOfDenseVectors(this.model, this.vectors);
  }

  private open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.content = '';
    if (name === 'AlphaVector') this.checkShape(attributes);
    if (name !== 'Vector' && name !== 'SparseVector') return;
    this.action = Number(attributes['action']);
    if (!(Number.isInteger(this.action) && this.action >= 0 && this.action < this.model.actions)) {
      this.fail(`An action from 0 to ${this.model.actions - 1} is expected, not ${attributes['action']}.`);
    }
    if (Number(attributes['obsValue'] ?? 0) !== 0) this.refuseFactored();
    this.values = new Float64Array(this.model.model.states);
    this.sparse = name === 'SparseVector';
  }

  private checkShape({ vectorLength, numObsValue }: Readonly<Record<string, string>>): void {
    const { states } = this.model.model;
    if (numObsValue !== undefined && Number(numObsValue) !== 1) this.refuseFactored();
    if (vectorLength !== undefined && Number(vectorLength) !== states) {
      this.fail(`The vectors have ${vectorLength} numbers; the model has ${states} states.`);
    }
  }

  private refuseFactored(): never {
    return this.fail(
      'This policy is for a factored model, with vectors for each value of an observed variable; solve the flat model instead.',
    );
  }

  private close(name: string): void {
    if (!this.values) return;
    if (name === 'Entry') this.readEntry(this.values);
    if (name !== 'Vector' && name !== 'SparseVector') return;
    if (!this.sparse) this.readNumbers(this.values);
    this.vectors.push({ action: this.action, values: this.values });
    this.values = undefined;
  }

  private readEntry(values: Float64Array): void {
    const [state, value] = this.numbers();
    if (
      state === undefined ||
      value === undefined ||
      !(Number.isInteger(state) && state >= 0 && state < values.length)
    ) {
      this.fail(
        `An entry is a state from 0 to ${values.length - 1} and a number, not «${this.content.trim()}».`,
      );
    }
    values[state] = value;
  }

  private readNumbers(values: Float64Array): void {
    const numbers = this.numbers();
    if (numbers.length !== values.length) {
      this.fail(`This vector has ${numbers.length} numbers; the model has ${values.length} states.`);
    }
    values.set(numbers);
  }

  private numbers(): number[] {
    const words = this.content.trim().split(/\s+/);
    const numbers = words.map(Number);
    const bad = numbers.findIndex((number) => !Number.isFinite(number));
    if (bad >= 0) this.fail(`${words[bad]} is no finite number.`);
    return numbers;
  }

  private fail(message: string): never {
    return failAt(this.filename, this.text, Math.min(this.parser.position, this.text.length), message);
  }
}
