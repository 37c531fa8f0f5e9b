import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/dist/**', 'results/**'] },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off', // typed arrays under noUncheckedIndexedAccess-style reads
      '@typescript-eslint/no-explicit-any': 'error',
      // Code returns and calls; see CONTRIBUTING.
      'no-warning-comments': [
        'error',
        { terms: ['answers', 'answered', 'hears', '`heard`'], location: 'anywhere' },
      ],
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
  { files: ['**/*.test.ts'], rules: { '@typescript-eslint/no-unused-expressions': 'off' } },
);
