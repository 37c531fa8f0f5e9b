import { browserViolations } from './browser-rule.js';
import { castViolations } from './cast-violations.js';
import { declarationViolations } from './declarations.js';
import { circleViolations } from './file-circles.js';
import { importTableViolations, pluginListViolations } from './import-table.js';
import { libraryViolations } from './library-floors.js';
import { listViolations } from './plugin-lists.js';
import { pathnameViolations, scriptViolations } from './script-violations.js';
import {
  conformanceViolations,
  decisionViolations,
  lockfileViolations,
  nameViolations,
  readmeViolations,
} from './tidiness.js';
import type { Workspace } from './workspace.js';

/** The rules of the workspace, as sentences, and what finds those who break them. */
export const rules: readonly (readonly [rule: string, violations: (workspace: Workspace) => string[]])[] = [
  ['imports follow the import table, tests included', importTableViolations],
  ['the files of a package import one another in no circle', circleViolations],
  ['packages and plugins that run in a browser import nothing of Node.js', browserViolations],
  ['an app names its plugins in one file', pluginListViolations],
  ['one library has one floor', libraryViolations],
  ['what is imported is declared, and what is declared of ours is referred to', declarationViolations],
  ['references, dependencies, the lockfile and the plugins that the app names agree', listViolations],
  ['no spec is cast', castViolations],
  ['no file is named utils, common, helpers, core, manager or base', nameViolations],
  ['every package has a README', readmeViolations],
  ['every plugin is held to the rules of its kind', conformanceViolations],
  ['decisions are numbered and whole', decisionViolations],
  ['scripts run in every shell, on Windows too', scriptViolations],
  ['paths of files are no paths of URLs', pathnameViolations],
  ['the lockfile names no host and lacks no platform', lockfileViolations],
];
