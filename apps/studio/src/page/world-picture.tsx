import type { Frame } from '@pomdp-gym/contracts';
import type { DrawnFigure } from './drawn-figure.js';
import { FigureFrame } from './figure-frame.js';
import { worldSvg } from './world-svg.js';

interface WorldPictureProps {
  readonly frame: Frame;
  /** What is said of the picture beneath it. */
  readonly caption: string;
}

/** The environment's own picture, with the hidden state in it. A drawing is shown as an image, in which no script runs. */
export function WorldPicture({ frame, caption }: WorldPictureProps) {
  const facts = Object.entries(frame.facts);
  const words = facts.map(([name, value]) => `${name}: ${value}`).join(', ');
  return (
    <FigureFrame figure={figureOf(frame)} svg={() => worldSvg(frame)}>
      <figure class="picture">
        <Picture frame={frame} words={words} />
        <figcaption>
          <strong>{caption}</strong>
          {words !== '' && ` ${words}`}
        </figcaption>
      </figure>
    </FigureFrame>
  );
}

function Picture({ frame, words }: { readonly frame: Frame; readonly words: string }) {
  const { svg, picture, facts } = frame;
  if (svg !== undefined)
    return (
      <img src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`} alt={`The world. ${words}`} />
    );
  if (picture.length > 0) return <TextPicture frame={frame} />;
  return <p class="state-name">{facts['state'] ?? 'This environment draws no picture.'}</p>;
}

function TextPicture({ frame }: { readonly frame: Frame }) {
  return (
    <pre tabIndex={0} role="img" aria-label="The world">
      {frame.picture.map((line, i) => (
        <div key={i}>
          {line.map(({ text, role }, j) => (
            <span key={j} class={`role-${role}`}>
              {text}
            </span>
          ))}
        </div>
      ))}
    </pre>
  );
}

/** The facts of a world by name, and the lines of its picture of text. */
function figureOf({ facts, picture }: Frame): DrawnFigure {
  const lines = picture.map((line, i) => ({
    name: `line ${i + 1}`,
    value: line.map(({ text }) => text).join(''),
  }));
  return {
    ...{ name: 'world', title: 'The world', mark: 'point' },
    data: [...Object.entries(facts).map(([name, value]) => ({ name, value })), ...lines],
    encoding: { x: { field: 'value', type: 'nominal' }, y: { field: 'name', type: 'nominal' } },
  };
}
