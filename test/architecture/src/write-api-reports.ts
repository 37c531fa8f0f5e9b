import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiReports, REPORT } from './api-report.js';

// Writes what the packages of authors export into their folders.

const root = fileURLToPath(new URL('../../..', import.meta.url));
for (const [folder, text] of apiReports(root)) writeFileSync(join(root, folder, REPORT), text);
