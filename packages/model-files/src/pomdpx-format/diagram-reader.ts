import type { Diagram } from './decision-diagram.js';
import { namesOf } from './names-of.js';
import type { Scope } from './scope.js';
import type { Slot } from './variables.js';
import { childrenOf, tokensOf, type Token, type XmlElement } from './xml-tree.js';

/** The most parts of one path: what walks a diagram calls itself once for each. */
const DEEPEST = 500;

/** Reads the `<DAG>` of a parameter; undefined, with complaints, where something in it is wrong. */
export function readDiagram(
  parameter: XmlElement,
  slots: readonly Slot[],
  scope: Scope,
): Diagram | undefined {
  const [diagram] = childrenOf(parameter, 'DAG');
  if (diagram) return new DiagramReader(parameter, slots, scope).readInside(diagram);
  scope.error('missing', parameter, 'A parameter of type DD needs <DAG> inside.');
  return undefined;
}

/** Reads a diagram, each `<SubDAGTemplate>` once however often it is named. */
class DiagramReader {
  private readonly templates = new Map<string, XmlElement>();
  private readonly read = new Map<XmlElement, Diagram | undefined>();
  private readonly open = new Set<XmlElement>();
  private readonly places: ReadonlyMap<string, number>;
  private depth = 0;

  /** @param slots what the nodes may be about */
  constructor(
    parameter: XmlElement,
    private readonly slots: readonly Slot[],
    private readonly scope: Scope,
  ) {
    this.places = new Map(slots.map(({ name }, place) => [name, place]));
    for (const template of childrenOf(parameter, 'SubDAGTemplate')) {
      const { id } = template.attributes;
      if (id === undefined) scope.error('missing', template, '<SubDAGTemplate> needs the attribute id.');
      else if (this.templates.has(id))
        scope.error('repeated', template, `There is a template \`${id}\` already.`);
      else this.templates.set(id, template);
    }
  }

  /** What stands inside an element: a node, a leaf or a sub-diagram. */
  readInside(element: XmlElement): Diagram | undefined {
    const [first, ...others] = element.children;
    for (const other of others) this.scope.error('stray', other, `<${element.name}> holds one diagram only.`);
    if (first) return this.atDepth(first);
    this.scope.error('missing', element, `<${element.name}> needs <Node>, <Terminal> or <SubDAG> inside.`);
    return undefined;
  }

  private atDepth(element: XmlElement): Diagram | undefined {
    if (this.depth === DEEPEST) return this.tooDeep(element);
    this.depth++;
    const part = this.part(element);
    this.depth--;
    return part && part.height > DEEPEST ? this.tooDeep(element) : part;
  }

  private tooDeep(element: XmlElement): undefined {
    this.scope.error(
      'too-large',
      element,
      `A path of this diagram has more than ${DEEPEST} parts, the limit of this reader.`,
    );
  }

  private part(element: XmlElement): Diagram | undefined {
    if (element.name === 'Terminal') return this.leaf(element);
    if (element.name === 'Node') return this.branch(element);
    if (element.name === 'SubDAG') return this.subDiagram(element);
    this.scope.error('stray', element, `<${element.name}> is no part of a diagram.`);
    return undefined;
  }

  private leaf(where: XmlElement): Diagram | undefined {
    const [token, second] = tokensOf(where, this.scope.source);
    if (!token || second) {
      this.scope.error('wrong-count', where, '<Terminal> holds one number.');
      return undefined;
    }
    const value = this.scope.number(token);
    return value === undefined ? undefined : { kind: 'leaf', value, where, height: 1 };
  }

  private branch(where: XmlElement): Diagram | undefined {
    const place = this.placeOf(where);
    if (place === undefined) return undefined;
    const next = new Map<number, Diagram>();
    const seen = new Set<number>();
    let height = 0;
    for (const edge of childrenOf(where, 'Edge')) {
      const value = this.valueOf(edge, this.slots[place]!);
      if (value === undefined) continue;
      if (seen.has(value)) this.repeated(edge, this.slots[place]!, value);
      const part = seen.has(value) ? undefined : this.readInside(edge);
      seen.add(value);
      if (part) next.set(value, part);
      height = Math.max(height, part?.height ?? 0);
    }
    return { kind: 'branch', place, next, where, height: height + 1 };
  }

  private repeated(edge: XmlElement, { name, values }: Slot, value: number): void {
    const what = `\`${name}\` is \`${values.names[value]!}\``;
    this.scope.error('repeated', edge, `This <Node> says a second time what follows where ${what}.`);
  }

  private subDiagram(where: XmlElement): Diagram | undefined {
    const { type } = where.attributes;
    if (type === 'template') return this.template(where);
    if (type !== 'deterministic' && type !== 'uniform' && type !== 'persistent') {
      const message = 'A <SubDAG> has the type deterministic, persistent, uniform or template.';
      this.scope.error('syntax', where, message);
      return undefined;
    }
    const place = this.placeOf(where);
    if (place === undefined) return undefined;
    if (type === 'uniform') return { kind: 'even', place, where, height: 1 };
    return type === 'persistent' ? this.persistent(where, place) : this.deterministic(where, place);
  }

  private template(element: XmlElement): Diagram | undefined {
    const { idref = '' } = element.attributes;
    const template = this.templates.get(idref);
    if (!template) this.scope.error('unknown-name', element, `There is no template \`${idref}\`.`);
    else if (this.read.has(template)) return this.read.get(template);
    else if (this.open.has(template))
      this.scope.error('syntax', element, `The template \`${idref}\` holds itself.`);
    else {
      this.open.add(template);
      const part = this.readInside(template);
      this.read.set(template, part);
      this.open.delete(template);
      return part;
    }
    return undefined;
  }

  private deterministic(where: XmlElement, place: number): Diagram | undefined {
    const value = this.valueOf(where, this.slots[place]!);
    if (value === undefined) return undefined;
    const sure: Diagram = { kind: 'leaf', value: 1, where, height: 1 };
    return { kind: 'branch', place, next: new Map([[value, sure]]), where, height: 2 };
  }

  /** The variable keeps the value it had before the action. */
  private persistent(where: XmlElement, place: number): Diagram | undefined {
    const { name, previous } = this.slots[place]!;
    const other = previous && this.places.get(previous.name);
    if (other !== undefined) return { kind: 'same', place, other, where, height: 1 };
    this.scope.error('syntax', where, `\`${name}\` has no parent whose value it could keep.`);
    return undefined;
  }

  /** The place of the variable that an element is about; undefined (with a complaint) where it has none here. */
  private placeOf(element: XmlElement): number | undefined {
    const { var: name } = element.attributes;
    const place = name === undefined ? undefined : this.places.get(name);
    if (place !== undefined) return place;
    const about = name === undefined ? 'needs the attribute var' : `is about \`${name}\``;
    const here = namesOf(this.slots, ', ');
    this.scope.error('unknown-name', element, `<${element.name}> ${about}; the variables here are ${here}.`);
    return undefined;
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
