/** A license that a new package may have. */
export interface License {
  /** Its name in package.json, as SPDX has it. */
  readonly spdx: string;
  /** Its text; undefined where the package has no file LICENSE. */
  readonly text?: (holder: string) => string;
}

const GRANT_OF_MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`;

const GRANT_OF_ISC = `Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY
AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM
LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR
OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THIS SOFTWARE.
`;

/** By the word that a person writes for it; `none` reserves all rights. */
export const licenses = {
  MIT: { spdx: 'MIT', text: (holder) => `MIT License\n\nCopyright (c) ${holder}\n\n${GRANT_OF_MIT}` },
  ISC: { spdx: 'ISC', text: (holder) => `ISC License\n\nCopyright (c) ${holder}\n\n${GRANT_OF_ISC}` },
  none: { spdx: 'UNLICENSED' },
} as const satisfies Readonly<Record<string, License>>;

export type LicenseName = keyof typeof licenses;

export const licenseNames = Object.keys(licenses) as readonly LicenseName[];

export function isLicenseName(name: string): name is LicenseName {
  return Object.hasOwn(licenses, name);
}
