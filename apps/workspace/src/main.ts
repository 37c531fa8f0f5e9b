import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHIPPED, shippedPlugins, shippedPluginsText } from './shipped-plugins.js';

const root = process.cwd();
writeFileSync(join(root, SHIPPED), await shippedPluginsText(await shippedPlugins(root)));
