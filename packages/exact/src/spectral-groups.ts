import { hypot } from '@pomdp-gym/numerics';
import { multiply, divide, type Complex } from './rotations.js';
import { eigenvalueAt, modulusAt, orderByModulus } from './ordered-schur.js';
import { schurFactors, type SchurFactors } from './schur-form.js';
import type { Eigenvalue } from './spectrum.js';

/** Complex numbers in two columns. */
interface ComplexVector {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** Eigenvalues whose moduli differ by no more than this, as a part of themselves, share a group: conjugates do. */
const EQUAL = 1e-9;
/** Eigenvalues below this share a group: those of nilpotent parts are found as any numbers near 0. */
const NEGLIGIBLE = 1e-6;
/** The largest entry of the matrix that takes groups apart. Where it would be larger, the eigenbasis loses digits, and groups are joined. */
const LARGEST = 30;

/**
 * A real matrix taken apart into invariant subspaces, each of a group of eigenvalues: A = Σ_g A_g, A_g = Π_g A with spectral
 * projectors Π_g. Groups are bands of modulus. At first each holds one eigenvalue with those of the same modulus, so that conjugate
 * pairs stay together; where two groups can be taken apart only by a transformation with large entries, as near a defective
 * matrix, all between them become one (in the manner of Bavely and Stewart, SIAM Journal on Numerical Analysis 16, 1979).
 */
export class SpectralGroups {
  private readonly form: SchurFactors;
  /** X with T X = X D, D block diagonal; unit upper triangular, the unit matrix within a group. */
  private readonly separator: ComplexVector;
  /** The first place of each group, and n. */
  private readonly starts: readonly number[];

  /** @param matrix n × n, row by row; left as it is. */
  constructor(matrix: Float64Array, n: number) {
    this.form = schurFactors(matrix, n);
    orderByModulus(this.form);
    let groups = firstGroups(this.form);
    for (;;) {
      const found = separate(this.form, groups);
      if ('separator' in found) {
        this.separator = found.separator;
        break;
      }
      groups = join(groups, found.join);
    }
    this.starts = startsOf(groups);
  }

  /** How many groups there are. */
  get count(): number {
    return this.starts.length - 1;
  }

  /** The eigenvalues of a group, by falling modulus. */
  eigenvalues(group: number): Eigenvalue[] {
    const values: Eigenvalue[] = [];
    for (let k = this.starts[group]!; k < this.starts[group + 1]!; k++) {
      const [real, imaginary] = eigenvalueAt(this.form, k);
      values.push({ real, imaginary });
    }
    return values;
  }

  /** (I − factor · A)⁻¹ Π_g b for each group g; they sum to (I − factor · A)⁻¹ b. */
  resolvents(b: Float64Array, factor: number): Float64Array[] {
    const coordinates = this.coordinates(b);
    return Array.from({ length: this.count }, (_, group) => {
      const part = zeros(this.form.size);
      const [begin, end] = [this.starts[group]!, this.starts[group + 1]!];
      for (let i = end - 1; i >= begin; i--) {
        let [real, imaginary] = [coordinates.real[i]!, coordinates.imaginary[i]!];
        for (let j = i + 1; j < end; j++) {
          const [a, c] = multiply(this.entry(i, j), [part.real[j]!, part.imaginary[j]!]);
          real += factor * a;
          imaginary += factor * c;
        }
        const [x, y] = eigenvalueAt(this.form, i);
        set(part, i, divide([real, imaginary], [1 - factor * x, -factor * y]));
      }
      return this.fromCoordinates(part, begin, end);
    });
  }

  private entry(i: number, j: number): Complex {
    const at = i * this.form.size + j;
    return [this.form.real[at]!, this.form.imaginary[at]!];
  }

  /** X⁻¹ Qᴴ b */
  private coordinates(b: Float64Array): ComplexVector {
    const { size: n, basis } = this.form;
    const y = zeros(n);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < n; k++) {
        y.real[k]! += basis.real[i * n + k]! * b[i]!;
        y.imaginary[k]! -= basis.imaginary[i * n + k]! * b[i]!;
      }
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let j = i + 1; j < n; j++) {
        const at = i * n + j;
        const [p, q] = multiply(
          [this.separator.real[at]!, this.separator.imaginary[at]!],
          [y.real[j]!, y.imaginary[j]!],
        );
        y.real[i]! -= p;
        y.imaginary[i]! -= q;
      }
    }
    return y;
  }

  /** Re Q X y, y zero outside the places begin … end − 1. Groups hold conjugates together, so what is left out is rounding. */
  private fromCoordinates(y: ComplexVector, begin: number, end: number): Float64Array {
    const { size: n, basis } = this.form;
    const mixed = zeros(n);
    for (let i = 0; i < end; i++) {
      let [real, imaginary] = i >= begin ? [y.real[i]!, y.imaginary[i]!] : [0, 0];
      for (let j = Math.max(begin, i + 1); j < end; j++) {
        const at = i * n + j;
        const [p, q] = multiply(
          [this.separator.real[at]!, this.separator.imaginary[at]!],
          [y.real[j]!, y.imaginary[j]!],
        );
        real += p;
        imaginary += q;
      }
      set(mixed, i, [real, imaginary]);
    }
    const result = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < end; k++)
        result[i]! +=
          basis.real[i * n + k]! * mixed.real[k]! - basis.imaginary[i * n + k]! * mixed.imaginary[k]!;
    }
    return result;
  }
}

/** The number of the group of each place. */
function firstGroups(form: SchurFactors): Int32Array {
  const groups = new Int32Array(form.size);
  for (let k = 1; k < form.size; k++) {
    const [before, here] = [modulusAt(form, k - 1), modulusAt(form, k)];
    const together = before - here <= EQUAL * before || before < NEGLIGIBLE;
    groups[k] = groups[k - 1]! + (together ? 0 : 1);
  }
  return groups;
}

/** X, column by column, or two groups that it would take large entries to separate. */
function separate(
  form: SchurFactors,
  groups: Int32Array,
): { readonly separator: ComplexVector } | { readonly join: readonly [first: number, last: number] } {
  const n = form.size;
  const separator = { real: new Float64Array(n * n), imaginary: new Float64Array(n * n) };
  for (let j = 0; j < n; j++) {
    separator.real[j * n + j] = 1;
    const begin = groups.indexOf(groups[j]!);
    for (let i = begin - 1; i >= 0; i--) {
      const entry = separatorEntry(form, separator, begin, i, j);
      if (!(hypot(...entry) <= LARGEST)) return { join: [groups[i]!, groups[j]!] };
      set(separator, i * n + j, entry);
    }
  }
  return { separator };
}

/** (T_ii − T_jj) X_ij = Σ_{l in the group of j, l < j} X_il T_lj − Σ_{l > i} T_il X_lj */
function separatorEntry(
  form: SchurFactors,
  separator: ComplexVector,
  begin: number,
  i: number,
  j: number,
): Complex {
  const { size: n, real: tr, imaginary: ti } = form;
  const { real: xr, imaginary: xi } = separator;
  let [real, imaginary] = [0, 0];
  for (let l = begin; l < j; l++) {
    const [a, b] = [i * n + l, l * n + j];
    real += xr[a]! * tr[b]! - xi[a]! * ti[b]!;
    imaginary += xr[a]! * ti[b]! + xi[a]! * tr[b]!;
  }
  for (let l = i + 1; l <= j; l++) {
    const [a, b] = [i * n + l, l * n + j];
    real -= tr[a]! * xr[b]! - ti[a]! * xi[b]!;
    imaginary -= tr[a]! * xi[b]! + ti[a]! * xr[b]!;
  }
  const [p, q] = [i * n + i, j * n + j];
  if (real === 0 && imaginary === 0) return [0, 0];
  return divide([real, imaginary], [tr[p]! - tr[q]!, ti[p]! - ti[q]!]);
}

/** All groups from one to another become one. */
function join(groups: Int32Array, [first, last]: readonly [first: number, last: number]): Int32Array {
  return groups.map((group) => (group <= first ? group : group <= last ? first : group - (last - first)));
}

function startsOf(groups: Int32Array): number[] {
  const starts = [0];
  groups.forEach((group, k) => {
    if (k > 0 && group !== groups[k - 1]) starts.push(k);
  });
  return [...starts, groups.length];
}

function zeros(n: number): ComplexVector {
  return { real: new Float64Array(n), imaginary: new Float64Array(n) };
}

function set({ real, imaginary }: ComplexVector, at: number, [x, y]: Complex): void {
  real[at] = x;
  imaginary[at] = y;
}
