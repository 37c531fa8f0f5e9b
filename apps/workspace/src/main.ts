import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, isInputError } from '@pomdp-gym/contracts';
import { newcomer } from './newcomer/newcomer-command.js';
import { bundleApp } from './bundle/bundle-app.js';
import { falseAlarms } from './false-alarms.js';
import { newPlugin } from './new-plugin.js';
import { pluginNames, SHIPPED, shippedPlugins, shippedPluginsText } from './shipped-plugins.js';

const root = process.cwd();
const [command = '', ...words] = process.argv.slice(2);

const commands: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  'new-plugin': () => newPlugin(root, ...words),
  newcomer: () => newcomer(root, words),
  'false-alarms': () => falseAlarms(root, words),
  'ship-plugins': async () => {
    writeFileSync(join(root, SHIPPED), await shippedPluginsText(await shippedPlugins(root)));
    return [SHIPPED];
  },
  bundle: async () => bundleApp(root, pluginNames(root)),
};

try {
  const run = commands[command];
  if (!run)
    throw new InputError(
      `There is no command ${command}; the commands are ${Object.keys(commands).join(', ')}.`,
    );
  for (const path of await run()) process.stdout.write(`${path}\n`);
} catch (error) {
  if (!isInputError(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
