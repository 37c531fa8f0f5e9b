import { plainText } from '@pomdp-gym/contracts';

/** What LaTeX reads as a command, with what prints it. */
const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '%': '\\%',
  '#': '\\#',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
};

/** Characters that pdfLaTeX's fonts lack, as mathematics. */
const MATHEMATICS: Readonly<Record<string, string>> = {
  ...{ α: '\\alpha', β: '\\beta', γ: '\\gamma', δ: '\\delta', ε: '\\varepsilon', η: '\\eta', θ: '\\theta' },
  ...{ λ: '\\lambda', μ: '\\mu', π: '\\pi', σ: '\\sigma', Δ: '\\Delta', Σ: '\\Sigma', Π: '\\Pi' },
  ...{ '−': '-', '±': '\\pm', '×': '\\times', '·': '\\cdot', '≤': '\\le', '≥': '\\ge', '≠': '\\neq' },
  ...{ '∞': '\\infty', '∇': '\\nabla', '√': '\\surd', '→': '\\to', '∈': '\\in', '‖': '\\|', '…': '\\ldots' },
  ...{ '₀': '_0', '₁': '_1', '₂': '_2', '²': '^2', '½': '\\frac12', '▲': '\\uparrow', '▼': '\\downarrow' },
};

const QUOTES: Readonly<Record<string, string>> = {
  ...{ '–': '--', '—': '---', '’': "'", '‘': '`', '“': '``', '”': "''", '\t': ' ' },
};

/** Text as LaTeX that prints it: names may hold anything. */
export function latexText(text: string): string {
  return [...plainText(text).replace(/\s*\n\s*/g, ' ')].map(printed).join('');
}

function printed(character: string): string {
  if (Object.hasOwn(MATHEMATICS, character)) return `\\ensuremath{${MATHEMATICS[character]}}`;
  return SPECIAL[character] ?? QUOTES[character] ?? character;
}
