import { type Floor, isVerified, type Provenance, sourceTitle } from '../../catalogue';
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
export const CLOUD_NAMES = { aws: 'AWS', azure: 'Azure' } as const;

/** What a floor rests on: the rule's name, how sure the catalogue is, and the sources it was read in. */
export function basisOf({ text, confidence, sources, ...fact }: Pick<Floor<unknown>, 'text'> & Provenance): string {
  const ours = 'basis' in fact && fact.basis === 'design-choice';
  const rule = ours ? text.replace('design-choice', 'a design choice of the catalogue') : text;
  return isVerified({ confidence })
    ? `${rule}; ${confidence}: ${sources.map(sourceTitle).join('; ')}`
    : `${rule}; not verified`;
}

/** Whether a key is there and its value was wrong: what it would have said is not known, so no default stands for it. */
export const wasWrong = <T extends object>(map: T, key: keyof T): boolean => key in map && map[key] === undefined;
