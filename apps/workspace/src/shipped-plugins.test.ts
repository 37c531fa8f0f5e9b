import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { SHIPPED, shippedPlugins, shippedPluginsText } from './shipped-plugins.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('The file that names the shipped plugins', () => {
  it('says what the plugins contribute: npm run ship-plugins would leave it as it is', async function () {
    this.timeout(240_000);
    const plugins = await shippedPlugins(root);
    expect(plugins.length).to.be.greaterThan(20);
    expect(readFileSync(join(root, SHIPPED), 'utf8')).to.equal(await shippedPluginsText(plugins));
  });
});
