import { writeCodeReference } from './code-reference.js';

/** A program: the folder to write to, and the folders of packages. */
const [into = 'reference', ...packages] = process.argv.slice(2);
await writeCodeReference(packages, into);
