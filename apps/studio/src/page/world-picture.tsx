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
      {frame.svg === undefined ? (
        frame.picture.length > 0 && <TextPicture frame={frame} />
      ) : (
        <img
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(frame.svg)}`}
          alt={`The world. ${words}`}
        />
      )}
      <figcaption>
        <strong>{caption}</strong>
        {words !== '' && ` ${words}`}
      </figcaption>
    </figure>
  );
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
