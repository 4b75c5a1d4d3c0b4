// Owns how a node and a line of the object graph look and what they are called.

import type { KeyboardEvent } from 'react';
import type { GraphAnswer, GraphNode } from '../../../../shared/api/index.ts';
import { shortened, type PlacedEdge, type PlacedNode } from '../../../state/heap/graph-layout.ts';
import { count, counted } from '../../../state/words.ts';

export const GraphLine = ({
  line: { edge, points, labelAt, labelWidth },
}: {
  line: PlacedEdge;
}) => (
  <g className="graph-line" data-counted={edge.counted} aria-hidden="true">
    <path
      d={points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')}
      markerEnd="url(#graph-arrow)"
    />
    <rect x={labelAt.x - labelWidth / 2} y={labelAt.y - 8} width={labelWidth} height={16} rx={3} />
    <text x={labelAt.x} y={labelAt.y + 4}>
      {shortened(edge.label, 'edge')}
      {edge.count > 1 ? ` ×${edge.count}` : ''}
    </text>
    <title>{edge.words}</title>
  </g>
);

/** All that the picture shows of a node, in words. */
const nodeName = (node: GraphNode, { nodes, edges }: GraphAnswer): string => {
  const labelOf = (id: string): string => nodes.find((other) => other.id === id)?.label ?? '';
  const held = edges.filter(({ to }) => to === node.id).map(({ from }) => labelOf(from));
  const holds = edges.filter(({ from }) => from === node.id).map(({ to }) => labelOf(to));
  const isObject = node.role !== 'root';
  return [
    `${node.label}, ${node.type}`,
    isObject ? (node.refcount === null ? 'immortal' : `reference count ${node.refcount}`) : '',
    held.length > 0 ? `held by ${held.join(', ')}` : '',
    holds.length > 0 ? `holds ${holds.join(', ')}` : '',
    node.moreIn + node.moreOut > 0
      ? `${counted(node.moreIn + node.moreOut, 'reference')} not drawn`
      : '',
  ]
    .filter((part) => part !== '')
    .join('; ');
};

const countText = ({ role, refcount }: GraphNode): string =>
  role === 'root' ? '' : refcount === null ? '∞' : count(refcount);

interface NodeProps {
  readonly place: PlacedNode;
  readonly answer: GraphAnswer;
  readonly isCurrent: boolean;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
}

export const GraphNodeBox = ({ place, answer, isCurrent, onFocus, onOpen }: NodeProps) => {
  const { node, x, y, width, height } = place;
  const more = node.moreIn + node.moreOut;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    onOpen();
  };
  return (
    <g
      className="graph-node"
      data-node={node.id}
      data-role={node.role}
      transform={`translate(${x - width / 2} ${y - height / 2})`}
      role="link"
      aria-label={nodeName(node, answer)}
      aria-current={node.role === 'selected'}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={onFocus}
      onClick={onOpen}
      onKeyDown={onKeyDown}
    >
      <rect width={width} height={height} rx={node.role === 'root' ? 12 : 5} />
      <text className="graph-label" x={8} y={16}>
        {shortened(node.label, 'node')}
      </text>
      <text className="graph-type" x={8} y={31}>
        {shortened(node.type, 'node')}
        {more > 0 ? ` +${more}` : ''}
      </text>
      <text className="graph-count" x={width - 7} y={16}>
        {countText(node)}
      </text>
      <title>{`${node.label} (${node.type})`}</title>
    </g>
  );
};
