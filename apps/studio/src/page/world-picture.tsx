import type { Frame } from '@pomdp-gym/contracts';

interface WorldPictureProps {
  readonly frame: Frame;
  /** What is said of the picture beneath it. */
  readonly caption: string;
}

/** The environment's own picture: hidden state and all, which the agent does not see. A drawing is shown as an image, in which no script runs. */
export function WorldPicture({ frame, caption }: WorldPictureProps) {
  const facts = Object.entries(frame.facts);
  const words = facts.map(([name, value]) => `${name}: ${value}`).join(', ');
  return (
    <figure class="picture">
      <Picture frame={frame} words={words} />
      <figcaption>
        <strong>{caption}</strong>
        {words !== '' && ` ${words}`}
      </figcaption>
    </figure>
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
