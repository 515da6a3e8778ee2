/** Whether a region is in the country. */
import { awsRegion, azureLocation, azureRegion, countryName } from '../catalogue';
import type { Cloud } from '../graph/model';
import type { Context } from './model';

export interface Placed {
  /** Undefined for a region the catalogue does not hold. */
  readonly inside: boolean | undefined;
  /** `eu-west-1 (Ireland)`. */
  readonly label: string;
}

export function placeOf(cloud: Cloud, region: string, context: Context): Placed {
  const name = cloud === 'azure' ? azureLocation(region) : region;
  const known = cloud === 'azure' ? azureRegion(name) : awsRegion(name);
  if (!known) return { inside: undefined, label: name };
  return { inside: known.country === context.country, label: `${name} (${known.name})` };
}

/** The country's name, for a sentence. */
export const home = (context: Context): string => context.facts.name || countryName(context.country);

/** No ARN is longer. */
const LONGEST = 2048;

/** The parts between an ARN's colons. Colons inside a placeholder (`${AWS::AccountId}`) part nothing. */
export const arnFields = (text: string): string[] => (text.length > LONGEST ? [text] : text.split(/:(?![^{]*\})/));

/** The region an ARN names; undefined for an ARN without one, or with a hole in its place. */
export function arnRegion(text: string): string | undefined {
  const region = text.startsWith('arn:') ? arnFields(text)[3] : undefined;
  return region && !region.includes('${') ? region : undefined;
}
