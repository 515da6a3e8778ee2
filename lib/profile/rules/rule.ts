import type { Issue } from '../document';
import type { CountryProfile } from '../schema';

type Sound_<T> = T extends (infer Entry)[]
  ? (Sound_<Entry> | undefined)[]
  : T extends object
    ? { [Key in keyof T]?: Sound_<T[Key]> }
    : T;

/** A document of which any part may be missing, because it was wrong and is reported already. */
export type Sound = Sound_<CountryProfile>;
export type SoundCell = NonNullable<NonNullable<NonNullable<Sound['aws'] | Sound['azure']>['cells']>[number]>;

/** A rule of the document against the catalogue. Reports every problem it finds; never throws. */
export type Rule = (document: Sound, report: (issue: Issue) => void, file: string) => void;

export const CLOUDS = ['aws', 'azure'] as const;
