/** The coverage for a person. */
import type { PlacingClass, PlacingKind } from '../catalogue/residency';
import { CLOUDS, type CloudCoverage, type CloudName, type Confidence, type Coverage } from './coverage';
import type { Medium } from './medium';

const CLASS_WORDS: Readonly<Record<PlacingClass, string>> = {
  regional: 'stand in the region of their stack, or in the one they state',
  part: 'lie where what they belong to lies',
  global: 'have no region: a choice that fails, or a residual risk that is said',
  none: 'hold no data',
  unknown: 'are not settled by a template',
};
const KIND_WORDS: Readonly<Record<PlacingKind, string>> = {
  location: 'place the resource itself',
  copy: 'place a copy',
  destination: 'send data, events or logs somewhere',
  failover: 'name what takes over',
  state: 'name where state is kept',
  key: 'name a key',
  endpoint: 'name the far end of a link',
  peer: 'join another network',
};
const NAMES: Readonly<Record<CloudName, string>> = { aws: 'AWS CloudFormation', azure: 'Azure azurerm' };

const HEAD = ['', 'reviewed', 'by rule', ''];

export function coverageText(found: Coverage, medium: Medium): string {
  const clouds = CLOUDS.filter((cloud) => found.clouds[cloud].types > 0).map((cloud) =>
    cloudText(found.clouds[cloud], `${NAMES[cloud]}${found.country ? ` as ${found.country} uses it` : ''}`, medium),
  );
  return `${[...clouds, `${found.defaults} properties count as the vendor’s default where a template leaves them out.`].join('\n\n')}\n`;
}

function cloudText(cloud: CloudCoverage, name: string, medium: Medium): string {
  const counted = (words: Readonly<Record<string, string>>, table: Readonly<Record<string, Confidence>>) =>
    Object.entries(table)
      .filter(([, { reviewed, generated }]) => reviewed + generated > 0)
      .map(([key, { reviewed, generated }]) => [key, number(reviewed), number(generated), words[key] ?? '']);
  return [
    medium.heading(2, `${name}: ${number(cloud.types)} types (${cloud.source}; ${cloud.asOf})`),
    medium.table(['types', ...HEAD.slice(1)], counted(CLASS_WORDS, cloud.classes)),
    medium.table(['properties', ...HEAD.slice(1)], counted(KIND_WORDS, cloud.properties)),
    medium.table(
      ['invariant', 'types read'],
      Object.entries(cloud.invariants).map(([invariant, types]) => [invariant, number(types ?? 0)]),
    ),
    `Of ${number(cloud.onlyPlaced)} types nothing is judged but where they are placed.`,
    ...(cloud.unknown.length > 0
      ? ['Not checked', medium.list(cloud.unknown.map(({ type, why }) => `${type}: ${why}`))]
      : []),
  ].join('\n');
}

const number = (count: number): string => count.toLocaleString('en-US');
