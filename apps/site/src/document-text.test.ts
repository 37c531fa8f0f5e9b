import { expect } from 'chai';
import { withoutComments } from './document-text.js';

describe('The text of a document', () => {
  it('has no comment, of one line or of several, and all the rest', () =>
    expect(
      withoutComments(
        '# A\n\n<!-- run with: --seeds 1 -->\n<!-- given:\nconst a = (b) => b;\n-->\n\n```sh\nls\n```\n\nSee `<!-- b -->`.\n',
      ),
    ).to.equal('# A\n\n```sh\nls\n```\n\nSee `<!-- b -->`.\n'));
});
