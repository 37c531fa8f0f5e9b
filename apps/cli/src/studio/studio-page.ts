import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InputError } from '@pomdp-gym/contracts';

/** The page of the studio, as it is served. */
export interface StudioPage {
  readonly html: string;
  /** What the page may load and run: itself, and nothing else. */
  readonly policy: string;
}

/** Where the build of the studio puts the page. */
const PACKAGED = fileURLToPath(new URL('../../page/index.html', import.meta.url));

/** Reads the page. Throws an InputError where it is not built. */
export function studioPage(file = PACKAGED): StudioPage {
  const html = pageText(file);
  const scripts = [...html.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return { html, policy: policyOf(scripts) };
}

function pageText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(
      `The page of the studio is not at ${file}: npm run build:studio builds it in the repository, and the published package has it.`,
      { cause: error },
    );
  }
}

/** Its own scripts by their digests, its worker, and connections to where it comes from. */
function policyOf(scripts: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src ${scripts.join(' ')} 'wasm-unsafe-eval' blob:`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    "connect-src 'self' data: blob:",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}
