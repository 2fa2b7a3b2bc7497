/** A graph's nodes, and the nodes that follow each. */
export interface Graph<Node> {
  readonly nodes: readonly Node[];
  readonly next: (node: Node) => readonly Node[];
}

/**
 * The circles of a graph: groups of nodes that all lead to each other, and nodes that lead to themselves. Tarjan's
 * algorithm without recursion, so that a very long flow is no problem; linear.
 */
export function circlesOf<Node>({ nodes, next }: Graph<Node>): readonly (readonly Node[])[] {
  const order = new Map<Node, number>();
  const lowest = new Map<Node, number>();
  const open: Node[] = [];
  const isOpen = new Set<Node>();
  const circles: Node[][] = [];
  const lower = (node: Node, to: number): void => {
    lowest.set(node, Math.min(lowest.get(node) ?? to, to));
  };
  for (const root of nodes) {
    if (order.has(root)) continue;
    const path: { readonly node: Node; readonly left: Node[] }[] = [];
    const visit = (node: Node): void => {
      order.set(node, order.size);
      lower(node, order.size - 1);
      open.push(node);
      isOpen.add(node);
      path.push({ node, left: [...next(node)] });
    };
    visit(root);
    for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {
      const to = here.left.pop();
      if (to !== undefined) {
        if (!order.has(to)) visit(to);
        else if (isOpen.has(to)) lower(here.node, order.get(to) ?? 0);
        continue;
      }
      path.pop();
      const { node } = here;
      const above = path.at(-1);
      if (above !== undefined) lower(above.node, lowest.get(node) ?? 0);
      if (lowest.get(node) !== order.get(node)) continue;
      const group = open.splice(open.lastIndexOf(node));
      for (const one of group) isOpen.delete(one);
      if (group.length > 1 || next(node).includes(node)) circles.push(group);
    }
  }
  return circles;
}
