import type { FiniteModel } from '@pomdp-gym/contracts';
import type { DiagnosticCollector } from '../diagnostic-collector.js';
import { readAnnotation, repeatedKey } from '../pomdp-format/annotations.js';
import type { ReadLimits } from '../read-limits.js';
import { readConditional, type Conditional } from './conditional.js';
import type { FactoredModel } from './flatten.js';
import type { FlattenOptions } from './flatten-options.js';
import { requireJointSizes } from './joint-sizes.js';
import { readRewardTerm } from './reward-term.js';
import { Scope } from './scope.js';
import { readVariables, type Role, type Slot, type Variables } from './variables.js';
import { childrenOf, tokensOf, type XmlDocument, type XmlElement } from './xml-tree.js';

/** The parts of a document, in the order the format lists them. */
const PARTS = [
  'Description',
  'Discount',
  'Variable',
  'InitialStateBelief',
  'StateTransitionFunction',
  'ObsFunction',
  'RewardFunction',
];

/** The instruction that carries what the format has no words for. */
export const INSTRUCTION = 'pomdp-gym';

/** A document read as a factored model. */
export interface FactoredFile {
  readonly model: FactoredModel;
  readonly scope: Scope;
  /** The flat model with what the document says of it beside the format. */
  annotate(model: FiniteModel): FiniteModel;
}

/** Reads the parts of a document; undefined, with complaints, where they make no model; throws TooLarge. */
export function readFactored(
  document: XmlDocument,
  source: string,
  limits: ReadLimits,
  diagnostics: DiagnosticCollector,
  options: FlattenOptions,
): FactoredFile | undefined {
  const file = new DocumentReader(document.root, source, limits, diagnostics);
  const model = file.read(options);
  if (!model) return undefined;
  return {
    model,
    scope: file.scope,
    annotate: (flat) => annotate(flat, document, diagnostics),
  };
}

function annotate(model: FiniteModel, document: XmlDocument, diagnostics: DiagnosticCollector): FiniteModel {
  let annotated = model;
  const keys = new Set<string>();
  for (const { target, body, begin, end } of document.instructions) {
    if (target !== INSTRUCTION) continue;
    const repeated = repeatedKey(body, keys);
    if (repeated !== undefined) {
      const message = `<?${INSTRUCTION} ${repeated}?> is given a second time.`;
      diagnostics.error('repeated', { begin, end }, message);
      continue;
    }
    const { labels, ...rest } = readAnnotation(body, model) ?? {};
    if (!labels && Object.keys(rest).length === 0) {
      diagnostics.error(
        'syntax',
        { begin, end },
        `This <?${INSTRUCTION}?> instruction does not fit the model.`,
      );
    } else annotated = { ...annotated, ...rest, labels: { ...annotated.labels, ...labels } };
  }
  return annotated;
}

class DocumentReader {
  readonly scope: Scope;
  private readonly variables: Variables;

  constructor(
    private readonly root: XmlElement,
    source: string,
    limits: ReadLimits,
    private readonly diagnostics: DiagnosticCollector,
  ) {
    const [declarations] = childrenOf(root, 'Variable');
    const none: XmlElement = { ...root, children: [] };
    this.variables = readVariables(declarations ?? none, source, limits, diagnostics);
    this.scope = new Scope(source, this.variables, limits, diagnostics);
  }

  read(options: FlattenOptions): FactoredModel | undefined {
    const { root, scope, variables } = this;
    if (root.name !== 'pomdpx') {
      scope.error('syntax', root, `A model is one <pomdpx> element, not <${root.name}>.`);
      return undefined;
    }
    this.checkParts();
    this.checkDeclarations();
    requireJointSizes(variables, scope.limits, options);
    const start = this.conditionals('InitialStateBelief', variables.previous, 'previous', ['previous']);
    const transitions = this.conditionals('StateTransitionFunction', variables.current, 'current', [
      'action',
      'previous',
      'current',
    ]);
    const observationTables = this.conditionals('ObsFunction', variables.observations, 'observation', [
      'action',
      'current',
      'observation',
    ]);
    return { discount: this.discount(), start, transitions, observationTables, rewards: this.rewards() };
  }

  private checkParts(): void {
    const { root, scope } = this;
    const seen = new Set<string>();
    for (const child of root.children) {
      if (!PARTS.includes(child.name)) scope.lenient(child, `<${child.name}> is passed over.`);
      else if (seen.has(child.name))
        scope.error('repeated', child, `<${child.name}> is given a second time.`);
      seen.add(child.name);
    }
    const due = PARTS.filter((part) => part !== 'Description' && part !== 'Discount' && !seen.has(part));
    for (const part of due) {
      if (part !== 'ObsFunction' || this.variables.observations.length > 0) {
        scope.error('missing', root, `<${root.name}> needs <${part}> inside.`);
      }
    }
  }

  private checkDeclarations(): void {
    const { root, scope, variables } = this;
    const [where = root] = childrenOf(root, 'Variable');
    if (variables.current.length === 0) scope.error('missing', where, 'A model needs a <StateVar>.');
    if (variables.actions.length === 0) scope.error('missing', where, 'A model needs an <ActionVar>.');
    if (variables.observations.length === 0 && !variables.current.some((slot) => slot.seen)) {
      scope.error('missing', where, 'A model needs an <ObsVar>, or a <StateVar> that is fully observed.');
    }
  }

  private discount(): number | undefined {
    const { root, scope, diagnostics } = this;
    const [element] = childrenOf(root, 'Discount');
    if (!element) {
      diagnostics.warning('missing', root, '<Discount> is missing; the model is read without one.');
      return undefined;
    }
    const [token, second] = tokensOf(element, scope.source);
    if (!token || second) {
      scope.error('wrong-count', element, '<Discount> holds one number.');
      return undefined;
    }
    const value = scope.number(token);
    if (value === undefined || (value >= 0 && value <= 1)) return value;
    scope.error('out-of-range', token, `A discount lies from 0 to 1; \`${token.text}\` does not.`);
    return undefined;
  }

  /** The conditionals of one part, which together give each variable a distribution, and none two. */
  private conditionals(part: string, due: readonly Slot[], of: Role, given: readonly Role[]): Conditional[] {
    const { root, scope, diagnostics } = this;
    const [element] = childrenOf(root, part);
    if (!element) return [];
    const errors = diagnostics.errors;
    const found: Conditional[] = [];
    const distributed = new Set<Slot>();
    for (const child of childrenOf(element, 'CondProb')) {
      const conditional = readConditional(child, scope, [of], given);
      if (!conditional) continue;
      found.push(conditional);
      for (const slot of conditional.variables.slots) {
        if (distributed.has(slot)) {
          scope.error('repeated', child, `\`${slot.name}\` is given a distribution a second time.`);
        }
        distributed.add(slot);
      }
    }
    if (diagnostics.errors > errors) return found;
    for (const slot of due) {
      if (!distributed.has(slot))
        scope.error('missing', element, `<${part}> says nothing of \`${slot.name}\`.`);
    }
    return found;
  }

  private rewards() {
    const [element] = childrenOf(this.root, 'RewardFunction');
    if (!element) return [];
    const terms = childrenOf(element, 'Func').map((child) => readRewardTerm(child, this.scope));
    return terms.filter((term) => term !== undefined);
  }
}
