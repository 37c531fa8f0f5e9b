#!/usr/bin/env node
// Stands in the source tree so that npm can link it before anything is built.
import module from 'node:module';
import { bundleFits } from '../dist/bundle-fits.js';

// From Node.js 22.1 on, what V8 compiled is kept for the next command.
module.enableCompileCache?.();
await import(bundleFits() ? '../bundle/main.js' : '../dist/main.js');
