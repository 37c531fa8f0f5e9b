import type { Scope } from './scope.js';
import type { Slot } from './variables.js';
import { childrenOf, tokensOf, type Token, type XmlElement } from './xml-tree.js';

/** In the pattern of a leaf: a slot that the path to it does not mention, so that every value is meant. */
export const UNMENTIONED = -1;

/** Takes a leaf: the values of the slots on the path to it (UNMENTIONED where there is none), and its number. */
export type LeafSink = (pattern: Int32Array, value: number, where: XmlElement) => void;

/** Walks the paths of a decision diagram (`<DAG>`, with its `<SubDAGTemplate>`s) down to their leaves. */
export class DiagramWalker {
  private readonly templates = new Map<string, XmlElement>();
  private readonly open = new Set<XmlElement>();
  private readonly pattern: Int32Array;
  private exhausted = false;

  /** @param slots what the nodes may be about; the pattern of a leaf has one value for each */
  constructor(
    parameter: XmlElement,
    private readonly slots: readonly Slot[],
    private readonly scope: Scope,
    private readonly sink: LeafSink,
  ) {
    this.pattern = new Int32Array(slots.length).fill(UNMENTIONED);
    for (const template of childrenOf(parameter, 'SubDAGTemplate')) {
      const { id } = template.attributes;
      if (id === undefined) scope.error('missing', template, '<SubDAGTemplate> needs the attribute id.');
      else if (this.templates.has(id))
        scope.error('repeated', template, `There is a template \`${id}\` already.`);
      else this.templates.set(id, template);
    }
  }

  /** Walks what stands inside an element: a node, a leaf or a sub-diagram. */
  walkInside(element: XmlElement): void {
    const [first, ...others] = element.children;
    if (!first) {
      this.scope.error('missing', element, `<${element.name}> needs <Node>, <Terminal> or <SubDAG> inside.`);
      return;
    }
    for (const other of others) this.scope.error('stray', other, `<${element.name}> holds one diagram only.`);
    this.walk(first);
  }

  private walk(element: XmlElement): void {
    if (this.exhausted) return;
    if (!this.scope.spend(1)) {
      this.exhausted = true;
      this.scope.error('too-large', element, 'The paths of this diagram are more than this reader follows.');
    } else if (element.name === 'Terminal') this.leaf(element);
    else if (element.name === 'Node') this.node(element);
    else if (element.name === 'SubDAG') this.subDiagram(element);
    else this.scope.error('stray', element, `<${element.name}> is no part of a diagram.`);
  }

  private leaf(element: XmlElement): void {
    const tokens = tokensOf(element, this.scope.source);
    if (tokens.length !== 1) this.scope.error('wrong-count', element, '<Terminal> holds one number.');
    else {
      const value = this.scope.number(tokens[0]!);
      if (value !== undefined) this.sink(this.pattern, value, element);
    }
  }

  private node(element: XmlElement): void {
    const place = this.placeOf(element);
    if (place < 0) return;
    const slot = this.slots[place]!;
    const before = this.pattern[place]!;
    for (const edge of childrenOf(element, 'Edge')) {
      const value = this.valueOf(edge, slot);
      if (value === undefined || (before !== UNMENTIONED && before !== value)) continue;
      this.pattern[place] = value;
      this.walkInside(edge);
      this.pattern[place] = before;
    }
  }

  private subDiagram(element: XmlElement): void {
    const { type } = element.attributes;
    if (type === 'template') this.template(element);
    else if (type === 'deterministic' || type === 'uniform' || type === 'persistent')
      this.shorthand(element, type);
    else {
      const message = 'A <SubDAG> has the type deterministic, persistent, uniform or template.';
      this.scope.error('syntax', element, message);
    }
  }

  private template(element: XmlElement): void {
    const { idref = '' } = element.attributes;
    const template = this.templates.get(idref);
    if (!template) this.scope.error('unknown-name', element, `There is no template \`${idref}\`.`);
    else if (this.open.has(template))
      this.scope.error('syntax', element, `The template \`${idref}\` holds itself.`);
    else {
      this.open.add(template);
      this.walkInside(template);
      this.open.delete(template);
    }
  }

  /** A distribution of one variable in a word. */
  private shorthand(element: XmlElement, type: 'deterministic' | 'uniform' | 'persistent'): void {
    const place = this.placeOf(element);
    if (place < 0) return;
    const slot = this.slots[place]!;
    if (type === 'deterministic') {
      const value = this.valueOf(element, slot);
      if (value !== undefined) this.withValues([[place, value]], 1, element);
    } else if (type === 'uniform') {
      const { size } = slot.values;
      for (let value = 0; value < size; value++) this.withValues([[place, value]], 1 / size, element);
    } else this.persistent(element, place, slot);
  }

  /** The variable keeps the value it had before the action. */
  private persistent(element: XmlElement, place: number, slot: Slot): void {
    const before = slot.previous ? this.slots.indexOf(slot.previous) : -1;
    if (before < 0) {
      this.scope.error('syntax', element, `\`${slot.name}\` has no parent whose value it could keep.`);
      return;
    }
    for (let value = 0; value < slot.values.size; value++) {
      const pairs: [number, number][] = [
        [before, value],
        [place, value],
      ];
      this.withValues(pairs, 1, element);
    }
  }

  /** A leaf with further values on its path, unless the path says otherwise already. */
  private withValues(
    pairs: readonly (readonly [place: number, value: number])[],
    leaf: number,
    where: XmlElement,
  ): void {
    const { pattern } = this;
    const before = pattern.slice();
    if (pairs.every(([place, value]) => pattern[place] === UNMENTIONED || pattern[place] === value)) {
      for (const [place, value] of pairs) pattern[place] = value;
      this.sink(pattern, leaf, where);
      pattern.set(before);
    }
  }

  /** The place of the variable that an element is about, −1 (with a complaint) where it has none here. */
  private placeOf(element: XmlElement): number {
    const { var: name } = element.attributes;
    const place = this.slots.findIndex((slot) => slot.name === name);
    if (place < 0) {
      const about = name === undefined ? 'needs the attribute var' : `is about \`${name}\``;
      const here = this.slots.map((slot) => slot.name).join(', ');
      this.scope.error(
        'unknown-name',
        element,
        `<${element.name}> ${about}; the variables here are ${here}.`,
      );
    }
    return place;
  }

  private valueOf(element: XmlElement, slot: Slot): number | undefined {
    const { val } = element.attributes;
    if (val === undefined) {
      this.scope.error('missing', element, `<${element.name}> needs the attribute val.`);
      return undefined;
    }
    const token: Token = { text: val.trim(), begin: element.begin, end: element.end };
    return this.scope.value(slot, token);
  }
}
