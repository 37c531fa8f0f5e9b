import type { SparseRows } from '@pomdp-gym/contracts';

/**
 * The recurrent classes of a chain: the strongly connected sets of nodes that no positive entry leaves, each in rising
 * order. Tarjan's algorithm (SIAM Journal on Computing 1, 1972), without recursion; its components come out with every
 * component they lead to before them.
 */
export function recurrentClasses(rows: SparseRows): Int32Array[] {
  const component = stronglyConnectedComponents(rows);
  const count = component.reduce((most, c) => Math.max(most, c + 1), 0);
  const closed = new Array<boolean>(count).fill(true);
  forEachEdge(rows, (from, to) => {
    if (component[from] !== component[to]) closed[component[from]!] = false;
  });
  const members = closed.map((): number[] => []);
  component.forEach((c, node) => members[c]!.push(node));
  return members.filter((_, c) => closed[c]).map((nodes) => Int32Array.from(nodes));
}

function forEachEdge(rows: SparseRows, visit: (from: number, to: number) => void): void {
  for (let row = 0; row < rows.rows; row++) {
    for (let k = rows.offsets[row]!; k < rows.offsets[row + 1]!; k++) {
      if (rows.values[k]! > 0) visit(row, rows.indices[k]!);
    }
  }
}

/**
 * The number of the strongly connected component of each node, by positive entries; a component has a higher number than
 * those it leads to. `rows` is square.
 */
export function stronglyConnectedComponents({ rows, offsets, indices, values }: SparseRows): Int32Array {
  const component = new Int32Array(rows).fill(-1);
  const order = new Int32Array(rows).fill(-1);
  const low = new Int32Array(rows);
  const next = offsets.slice(0, rows);
  const open: number[] = [];
  const path: number[] = [];
  let visited = 0;
  let components = 0;
  const enter = (node: number) => {
    order[node] = low[node] = visited++;
    open.push(node);
    path.push(node);
  };
  const leave = (node: number) => {
    path.pop();
    const parent = path.at(-1);
    if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!);
    if (low[node] !== order[node]) return;
    for (let member = -1; member !== node;) {
      member = open.pop()!;
      component[member] = components;
    }
    components++;
  };
  for (let root = 0; root < rows; root++) {
    if (order[root] === -1) enter(root);
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const k = next[node]!++;
      if (k >= offsets[node + 1]!) leave(node);
      else if (values[k]! > 0) {
        const to = indices[k]!;
        if (order[to] === -1) enter(to);
        else if (component[to] === -1) low[node] = Math.min(low[node]!, order[to]!);
      }
    }
  }
  return component;
}
