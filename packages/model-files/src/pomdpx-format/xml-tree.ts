import { SaxesParser } from 'saxes';
import type { DiagnosticCollector, Passage } from '../diagnostic-collector.js';
import { bareAmpersand } from './bare-ampersand.js';

/** An element of an XML document. As a passage: its start tag. */
export interface XmlElement extends Passage {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  /** The text directly inside, pieces joined. */
  text: string;
  /** Where the content begins and ends. */
  readonly contentBegin: number;
  contentEnd: number;
}

/** A document: its outermost element, and the instructions `<?target …?>` in it. */
export interface XmlDocument {
  readonly root: XmlElement;
  readonly instructions: readonly (Passage & { readonly target: string; readonly body: string })[];
}

/** Decision diagrams nest two elements a variable: far less than this. */
const DEEPEST = 400;

/** More than a few complaints about broken XML only repeat the first: reading ends there. */
const MOST_ERRORS = 3;

/** Thrown through the parser, which goes on after errors by itself. */
class EnoughErrors extends Error {
  override readonly name = 'EnoughErrors';
}

/** Reads XML into a tree; undefined (with complaints) where it is not well formed. */
export function parseXml(text: string, diagnostics: DiagnosticCollector): XmlDocument | undefined {
  const builder = new TreeBuilder(text, diagnostics);
  const parser = new SaxesParser();
  parser.on('error', ({ message }) => {
    builder.complain(parser.position, message);
  });
  parser.on('opentagstart', () => {
    builder.tagBegin = text.lastIndexOf('<', parser.position - 1);
  });
  parser.on('opentag', ({ name, attributes }) => {
    builder.open(name, attributes, parser.position);
  });
  parser.on('closetag', () => {
    builder.close(parser.position);
  });
  parser.on('text', (piece) => {
    builder.addText(piece);
  });
  parser.on('cdata', (piece) => {
    builder.addText(piece);
  });
  parser.on('processinginstruction', ({ target, body }) => {
    const begin = text.lastIndexOf('<?', parser.position - 1);
    builder.instructions.push({ target, body, begin, end: parser.position });
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof EnoughErrors)) throw error;
  }
  return builder.finish();
}

class TreeBuilder {
  tagBegin = 0;
  readonly instructions: (Passage & { target: string; body: string })[] = [];
  private readonly path: XmlElement[] = [];
  private root: XmlElement | undefined;
  private errors = 0;

  constructor(
    private readonly source: string,
    private readonly diagnostics: DiagnosticCollector,
  ) {}

  open(name: string, attributes: Readonly<Record<string, string>>, position: number): void {
    const { tagBegin: begin } = this;
    const element: XmlElement = {
      name,
      attributes,
      children: [],
      text: '',
      begin,
      end: position,
      contentBegin: position,
      contentEnd: position,
    };
    if (this.path.length === DEEPEST) {
      this.refuse(element, `Elements nest more than ${DEEPEST} deep.`);
    }
    const parent = this.path.at(-1);
    if (parent && this.path.length < DEEPEST) parent.children.push(element);
    this.root ??= element;
    this.path.push(element);
  }

  close(position: number): void {
    const element = this.path.pop();
    if (element)
      element.contentEnd = Math.max(this.source.lastIndexOf('<', position - 1), element.contentBegin);
  }

  addText(piece: string): void {
    const element = this.path.at(-1);
    if (element) element.text += piece;
  }

  /** A `&` that begins nothing takes all up to the next `;` with it, so the parser finds fault much later. */
  complain(position: number, message: string): void {
    const at = Math.min(Math.max(position - 1, 0), this.source.length);
    const bare = this.errors === 0 ? bareAmpersand(this.source, at) : -1;
    if (bare >= 0) {
      const why = 'a `&` begins a reference such as `&lt;`; the character itself is written `&amp;`.';
      this.refuse({ begin: bare, end: bare + 1 }, `This is not well-formed XML: ${why}`);
      throw new EnoughErrors();
    }
    const reason = message.replace(/^(?:\S+:)?\d+:\d+: /, '').replace(/\.?$/, '.');
    this.refuse(
      { begin: at, end: Math.min(at + 1, this.source.length) },
      `This is not well-formed XML: ${reason}`,
    );
  }

  finish(): XmlDocument | undefined {
    if (this.errors > 0 || !this.root) return undefined;
    return { root: this.root, instructions: this.instructions };
  }

  private refuse(where: Passage, message: string): void {
    this.diagnostics.error('syntax', where, message);
    if (++this.errors === MOST_ERRORS) throw new EnoughErrors();
  }
}

/** The children of a name. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** A word of an element's text, with its place. */
export interface Token extends Passage {
  readonly text: string;
}

/** The words of an element's text. Where comments or entities stand in it, each word has the place of the whole. */
export function tokensOf(element: XmlElement, source: string): Token[] {
  const raw = source.slice(element.contentBegin, element.contentEnd);
  const plain = !/[<&]/.test(raw);
  const tokens: Token[] = [];
  for (const { 0: text, index } of (plain ? raw : element.text).matchAll(/\S+/g)) {
    const begin = plain ? element.contentBegin + index : element.begin;
    tokens.push({ text, begin, end: plain ? begin + text.length : element.end });
  }
  return tokens;
}
