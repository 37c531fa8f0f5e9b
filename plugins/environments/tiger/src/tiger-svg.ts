const INK = '#3a3226';

/** Two doors with what is behind them, and where the tiger was heard last, as one `<svg>` element. */
export function tigerSvg(tiger: number, heard: number | undefined): string {
  const doors = [0, 1].map((side) => door(side === tiger ? TIGER : TREASURE, side));
  const sound = heard === undefined ? '' : `<g transform="translate(${80 + 160 * heard} 172)">${SOUND}</g>`;
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 250">' +
    '<rect width="320" height="250" fill="#efe9dc"/><rect y="162" width="320" height="88" fill="#d8cdb6"/>' +
    `${doors.join('')}${sound}${LISTENER}</svg>`
  );
}

function door(behind: string, side: number): string {
  return (
    `<g transform="translate(${80 + 160 * side} 92)">` +
    '<rect x="-50" y="-74" width="100" height="144" rx="6" fill="#6b5639"/>' +
    '<rect x="-41" y="-65" width="82" height="135" fill="#2b2620"/>' +
    `${behind}<circle cx="35" cy="8" r="4" fill="#d9b44a"/></g>`
  );
}

/** A face with two ears and stripes. */
const TIGER =
  `<g stroke="${INK}" stroke-width="2"><circle cx="-21" cy="-23" r="10" fill="#e08a2e"/>` +
  '<circle cx="21" cy="-23" r="10" fill="#e08a2e"/><circle r="31" fill="#f09a3a"/>' +
  '<path d="M0 -31V-15M-12 -28L-7 -16M12 -28L7 -16M-31 0H-19M31 0H19M-28 12L-18 9M28 12L18 9" stroke-width="4" fill="none"/>' +
  '<circle cx="-11" cy="-4" r="4" fill="#fff"/><circle cx="11" cy="-4" r="4" fill="#fff"/>' +
  `<path d="M-5 9H5L0 15Z" fill="${INK}"/><path d="M0 15V19M0 19Q-8 25 -13 18M0 19Q8 25 13 18" fill="none"/></g>`;

/** An open chest of gold. */
const TREASURE =
  `<g stroke="${INK}" stroke-width="2"><path d="M-27 2Q0 -30 27 2Z" fill="#f0c94a"/>` +
  '<circle cx="-9" cy="-5" r="6" fill="#ffe27a"/><circle cx="8" cy="-7" r="6" fill="#ffe27a"/>' +
  '<rect x="-30" y="2" width="60" height="27" rx="3" fill="#9b6a3c"/><path d="M-30 13H30" fill="none"/>' +
  '<rect x="-6" y="8" width="12" height="11" fill="#f0c94a"/></g>';

const SOUND =
  '<path d="M-14 0A16 16 0 0 0 14 0M-25 2A28 28 0 0 0 25 2" fill="none" stroke="#1f6fb4" stroke-width="4" stroke-linecap="round"/>';

/** Who listens, between the doors. */
const LISTENER =
  '<circle cx="160" cy="200" r="13" fill="#1f6fb4"/><path d="M136 246Q160 204 184 246Z" fill="#1f6fb4"/>';
