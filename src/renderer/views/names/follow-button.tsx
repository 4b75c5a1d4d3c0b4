// Owns the button beside a name that gives it a lane of its own.

import type { Variable } from '../../../shared/api/index.ts';
import { useFollowedNames } from '../../state/followed-names.ts';
import { FollowIcon } from '../kit/icons.tsx';

export const FollowButton = ({ name }: { readonly name: Variable }) => {
  const isFollowed = useFollowedNames(({ names }) =>
    names.some(({ variable }) => variable === name.variable),
  );
  const label = `${isFollowed ? 'Stop following' : 'Follow'} ${name.name}`;
  return (
    <button
      type="button"
      className="follow-button"
      tabIndex={-1}
      aria-label={label}
      aria-pressed={isFollowed}
      title={`${label}: a lane that shows which object it refers to, when`}
      onClick={(event) => {
        event.stopPropagation();
        useFollowedNames.getState().toggle(name);
      }}
    >
      <FollowIcon />
    </button>
  );
};
