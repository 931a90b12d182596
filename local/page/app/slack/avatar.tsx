import type { User } from '../model/types.ts';

/** A person's initials, or the app's mark. What it shows is said beside it. */
export function Avatar({ user }: { user: User | undefined }) {
  if (user === undefined || user.is_bot) {
    return (
      <svg class="avatar app" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" />
        <path d="M16 7a9 9 0 1 0 9 9M16 11v5l4 3" />
      </svg>
    );
  }
  const initials = user.real_name.split(/\s+/).map((word) => word[0]);
  return (
    <span class="avatar" data-hue={user.name.charCodeAt(0) % 6} aria-hidden="true">
      {initials.slice(0, 2).join('')}
    </span>
  );
}
