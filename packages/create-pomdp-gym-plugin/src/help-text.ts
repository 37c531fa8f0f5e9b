import { licenseNames } from './licenses.js';
import { templateNames, templates } from './templates.js';

const width = Math.max(...templateNames.map((name) => name.length));

export const helpText = `Usage: npm create pomdp-gym-plugin [folder] -- [options]

Writes a plugin of pomdp-gym as a TypeScript package with its test. What is not given is asked for.

Options:
  -k, --kind <kind>        what the plugin is; see below
  -l, --license <license>  ${licenseNames.join(', ')}; MIT where nobody can be asked
  --author <name>          who has the copyright
  -h, --help               print this

Kinds:
${templateNames.map((name) => `  ${name.padEnd(width)}  ${templates[name].summary}`).join('\n')}

Examples:
  $ npm create pomdp-gym-plugin
  $ npm create pomdp-gym-plugin my-maze -- --kind environment-from-tables
  $ npm create pomdp-gym-plugin my-learner -- --kind learner --license ISC --author "Ada Lovelace"`;
