import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Words that comments and messages do without, and what to write instead. */
const refusedWords = [
  [/\banswers\b/i, 'Code returns; write "returns", or name the result.'],
  [/\btold\b/i, 'Write "by default", "given", "reported" or "called with".'],
  [/(?<!there )\b(is|are) none\b/i, 'Define by what it is: "invalid", "out of range", "0", "undefined".'],
  [/\bhangs? on\b/i, 'Write "depends on".'],
  [/\bto mend\b/i, 'Write "error", or what would be right.'],
  [/\bis heard of\b|\bheard is\b/i, 'Write "is reported" or "calls".'],
  [/\bunless said\b/i, 'Write "by default".'],
  [/\bthe very\b/i, 'Write "the same" and say in what.'],
];

/** The functions of Math whose last bits the language leaves to the engine. */
const inexact = [
  ...['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'pow', 'cbrt', 'hypot'],
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'atan2'],
  ...['sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'],
];

/** Refuses words in comments, string literals and templates. */
const plainWords = {
  create({ report, sourceCode }) {
    const look = (node, text) => {
      for (const [word, advice] of refusedWords) {
        const found = word.exec(text);
        if (found) report({ loc: node.loc, message: `“${found[0]}”: ${advice}` });
      }
    };
    return {
      Program: () => sourceCode.getAllComments().forEach((comment) => look(comment, comment.value)),
      Literal: (node) => typeof node.value === 'string' && look(node, node.value),
      TemplateElement: (node) => look(node, node.value.raw),
    };
  },
};

export default tseslint.config(
  { ignores: ['**/dist/**', 'apps/cli/bundle/**', 'results/**'] },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off', // typed arrays under noUncheckedIndexedAccess-style reads
      '@typescript-eslint/no-explicit-any': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: 'Randomness is named and seeded: take a Random.',
        },
      ],
    },
  },
  {
    files: ['packages/*/src/**/*.ts', 'plugins/*/*/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Nothing reads the clock below the apps.' },
        { object: 'performance', property: 'now', message: 'Nothing reads the clock below the apps.' },
      ],
    },
  },
  {
    files: ['packages/*/src/**/*.ts', 'plugins/*/*/src/**/*.ts'],
    ignores: [
      ...['**/*.test.ts', '**/*.test.support.ts'],
      // What only people read, and the digest that says how an engine rounds.
      ...['packages/report/**', 'packages/figures/**', 'plugins/experiments/**'],
      'packages/experiment/src/node/arithmetic.ts',
    ],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: 'Randomness is named and seeded: take a Random.',
        },
        {
          selector: `MemberExpression[object.name='Math'][property.name=/^(${inexact.join('|')})$/]`,
          message: 'Engines round this function each in their own way: take that of numerics.',
        },
      ],
    },
  },
  {
    files: ['packages/*/src/**/*.ts', 'plugins/*/*/src/**/*.ts', 'apps/cli/src/**/*.ts'],
    // A template is the source of a package that depends on pomdp-gym alone.
    ignores: [
      '**/*.test.ts',
      '**/*.test.support.ts',
      'packages/contracts/src/node/make-folder.ts',
      'packages/create-pomdp-gym-plugin/src/templates/**',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          name: 'node:fs',
          importNames: ['mkdirSync'],
          message: 'In Node 20 it never returns below /proc: take makeFolder of @pomdp-gym/contracts/node.',
        },
      ],
    },
  },
  { files: ['**/*.test.ts'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { prose: { rules: { 'plain-words': plainWords } } },
    rules: { 'prose/plain-words': 'error' },
  },
);
