import type { Role, Rule } from './estate.ts';
import type { PolicyRule } from './evidence.ts';
import type { Outlook } from './outlook.ts';
import type { IdentityRefusal, Refusal } from './refusal.ts';

/** What would become of a request if it were sent now. Nothing is recorded, and sending it is judged anew. */
export interface Preview {
  readonly verdict: Verdict;
  /** The role that is chosen for the cluster that is chosen. */
  readonly role?: RolePreview;
  /** The roles to offer: those that a rule covers for what is chosen. */
  readonly roles: readonly Role[];
}

export type Verdict =
  /** Who asks could not be read in time. */
  | { readonly outcome: 'unread' }
  /** This account can ask for nothing. */
  | { readonly outcome: 'nobody'; readonly refusal: IdentityRefusal }
  /** The policy gives this person nothing at this moment. */
  | { readonly outcome: 'nothing-to-ask' }
  | { readonly outcome: 'incomplete' }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | {
      readonly outcome: 'allowed';
      readonly rule: Rule;
      /** What must be mended before it can be sent. */
      readonly hindrances: readonly Hindrance[];
      /** Who would be asked, where somebody would be and they could be read in time. */
      readonly outlook?: Outlook;
    };

/** What keeps a draft from being sent. */
export type Hindrance =
  | Refusal
  /** What stands in the field is no duration; `problem` says what would be. */
  | { readonly code: 'no-duration'; readonly problem: string };

/** What a role lets its holder do in a cluster: its rules as they are there, where they could be read in time. */
export interface RolePreview {
  readonly chosen: Role;
  readonly rules: readonly PolicyRule[] | 'of-aws' | 'missing' | 'unread';
}
