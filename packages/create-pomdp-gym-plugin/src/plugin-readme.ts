import type { PluginNames } from './plugin-names.js';
import { type TemplateName, templates, trialOf } from './templates.js';

/** The README of a new package. */
export function pluginReadme(template: TemplateName, names: PluginNames): string {
  const { kind } = templates[template];
  const { name, id } = names;
  return `# ${name}

A plugin of pomdp-gym: the ${kind} \`${id}\`. Say here what it does, which options it has, and which paper it follows.

\`\`\`sh
npm install
npm test                    # builds, holds it to the rules of its kind, and tests its own numbers
npm run check               # the same rules, one by one
npx pomdp-gym info ${id}
npx pomdp-gym ${trialOf(template, names)}
\`\`\`

- \`src/${name}.ts\` is the ${kind}. Comments that begin with “Yours” name the places to change.
- \`src/${name}.test.ts\` holds it to the rules of its kind, and tests one number that was computed by hand.
- \`src/index.ts\` contributes it. A package may contribute as many things as it likes.
- \`package.json\` names the package itself under \`"pomdp-gym": { "plugins": ["."] }\`, so that every command in this folder
  finds it.

Where another project installs this package, its own package.json names it:

\`\`\`json
{ "pomdp-gym": { "plugins": ["${name}"] } }
\`\`\`

\`--plugin ${name}\` does the same for one command, and \`plugins: [${name}]\` in a study for that study.
`;
}
