import { InvalidArgumentError } from 'commander';

/** Reads the name of a partition or an account of Slurm. */
export const slurmName = named(
  /^\w[\w.,-]*$/,
  'It must be letters, digits, dots, commas, hyphens and underscores.',
);

/** Reads the name of an object in Kubernetes. */
export const kubernetesName = named(
  /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
  'It must be small letters, digits, dots and hyphens, with a letter or a digit at both ends.',
);

/** Reads the name of an image of containers: `registry/pomdp-gym:1`. */
export const imageName = named(
  /^\w[\w./:@-]*$/,
  'It must be the name of an image, such as registry/pomdp-gym:1.',
);

/** Reads how a job starts the program. */
export const commandLine = named(/^[^\r\n]*\S[^\r\n]*$/, 'It must be one line of a shell.');

function named(pattern: RegExp, sentence: string): (text: string) => string {
  return (text) => {
    if (pattern.test(text)) return text;
    throw new InvalidArgumentError(sentence);
  };
}
