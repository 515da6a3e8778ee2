import {
  type AwsRegion,
  aws,
  awsInstance,
  awsRegion,
  azure,
  azureRegion,
  azureSize,
  country as countryFacts,
} from '../../catalogue';
import type { Issue } from '../document';
import { didYouMean } from '../suggest';
import type { Rule } from './rule';

/** Every GPU size is known and offered where the pool stands. */
export const gpus: Rule = (document, report) => {
  const facts = document.country && countryFacts(document.country);
  if (!facts) return;

  const region = document.aws?.regions?.primary;
  const known = region ? awsRegion(region) : undefined;
  document.aws?.cells?.forEach((cell, index) => {
    cell?.pools?.forEach((pool, at) => {
      const type = pool?.instance;
      const zone = pool?.zone ?? cell.zone;
      if (!type || !known || !region || !facts.aws.regions.includes(region)) return;
      const path = ['aws', 'cells', index, 'pools', at, 'instance'];
      const spec = awsInstance(type);
      if (!spec) {
        report(unknownSize(path, type, Object.keys(aws.instances), 'EC2 GPU instance type'));
        return;
      }
      const there = zone ? offeredIn(known, zone) : [];
      const anywhere = Object.keys(known.offers);
      if (!zone || !known.zones.includes(zone) || there.includes(type)) return;
      const elsewhere = facts.aws.regions.flatMap((code) =>
        (awsRegion(code)?.offers[type] ?? []).map((id) => (code === region ? id : `${id} (${code})`)),
      );
      report(
        notOffered(
          path,
          type,
          `${zone} (${known.name})`,
          there,
          near(type, spec, there, awsInstance),
          elsewhere,
          pool.offering,
          countryHasOffers(facts.aws.regions, (code) => Object.keys(awsRegion(code)?.offers ?? {})) ||
            anywhere.length > 0,
          `EC2 offerings, ${aws.sources.offers.asOf}`,
        ),
      );
    });
  });

  const location = document.azure?.regions?.primary;
  const place = location ? azureRegion(location) : undefined;
  document.azure?.cells?.forEach((cell, index) => {
    cell?.pools?.forEach((pool, at) => {
      const size = pool?.size;
      if (!size || !place || !location || !facts.azure.regions.includes(location)) return;
      const path = ['azure', 'cells', index, 'pools', at, 'size'];
      const spec = azureSize(size);
      if (!spec) {
        report(unknownSize(path, size, Object.keys(azure.sizes), 'Azure GPU size'));
        return;
      }
      if (pool.zone && place.zones === 0)
        report({
          path: [...path.slice(0, -1), 'zone'],
          title: 'zone not in the region',
          found: `zone ${pool.zone}; ${location} has no zones`,
          allowed: 'no zone',
          mend: 'remove zone',
        });
      if (place.offers.includes(size)) return;
      const elsewhere = facts.azure.regions.filter((code) => azureRegion(code)?.offers.includes(size));
      report(
        notOffered(
          path,
          size,
          location,
          place.offers,
          near(size, spec, place.offers, azureSize),
          elsewhere,
          pool.offering,
          countryHasOffers(facts.azure.regions, (code) => azureRegion(code)?.offers ?? []),
          `price meters, ${azure.sources.offers.asOf}`,
        ),
      );
    });
  });
};

const offeredIn = (region: AwsRegion, zone: string): string[] =>
  Object.entries(region.offers)
    .filter(([, zones]) => zones.includes(zone))
    .map(([type]) => type);

const countryHasOffers = (regions: string[], offers: (region: string) => string[]): boolean =>
  regions.some((region) => offers(region).length > 0);

function unknownSize(path: Issue['path'], size: string, known: string[], what: string): Issue {
  return {
    path,
    title: `unknown ${what}`,
    found: `${size}${didYouMean(size, known)}`,
    allowed: families(known),
    mend: 'use a size of the catalogue: its GPUs and network cards must be known before a pool can be planned',
  };
}

function notOffered(
  path: Issue['path'],
  size: string,
  where: string,
  there: string[],
  nearest: string | undefined,
  elsewhere: string[],
  override: string | undefined,
  anyData: boolean,
  source: string,
): Issue {
  if (override)
    return {
      severity: 'warning',
      path,
      title: 'offering not in the catalogue',
      found: `${size} in ${where}, offered according to: ${override}`,
      mend: 'confirm it with the vendor before deploying',
    };
  if (!anyData)
    return {
      severity: 'warning',
      path,
      title: 'offering not verified',
      found: `${size} in ${where}; the catalogue knows no GPU offering in the country (${source})`,
      mend: 'confirm with the vendor; name the source with offering: "…"',
    };
  return {
    path,
    title: 'GPU size not offered here',
    found: `${size} in ${where}`,
    allowed: `${there.length > 0 ? families(there) : 'no GPU size'}     (${source})`,
    mend: [
      nearest ? `use ${nearest}, the nearest size offered here` : undefined,
      elsewhere.length > 0 ? `or place it in ${elsewhere.join(', ')}` : 'it is offered nowhere in the country',
      'or ask the vendor and name the answer: offering: "…"',
    ]
      .filter(Boolean)
      .join('; '),
  };
}

/** Sizes by family, short: every size of a family is shown once as `g6e.*` where there are many. */
function families(sizes: string[]): string {
  const groups = new Map<string, string[]>();
  for (const size of sizes) {
    const family = size.includes('.') ? (size.split('.')[0] as string) : size;
    groups.set(family, [...(groups.get(family) ?? []), size]);
  }
  return [...groups]
    .map(([family, all]) => (all.length > 2 ? `${family}.*` : all.join(', ')))
    .sort()
    .join(', ');
}

interface Size {
  gpu: string;
  gpus: number;
}

/** The offered size most like the one asked for: same GPU first, then the nearest GPU count. */
function near(
  asked: string,
  spec: Size,
  offered: string[],
  lookup: (size: string) => Size | undefined,
): string | undefined {
  const family = (gpu: string) => /[A-Z]+\d+/.exec(gpu)?.[0] ?? gpu;
  const score = (size: string): number => {
    const other = lookup(size);
    if (!other) return Number.POSITIVE_INFINITY;
    const sameLine = size.slice(0, 11) === asked.slice(0, 11) || size[0] === asked[0];
    return (
      (family(other.gpu) === family(spec.gpu) ? 0 : sameLine ? 100 : 200) +
      Math.abs(other.gpus - spec.gpus) * 4 -
      gpuRank(other.gpu)
    );
  };
  return [...offered].sort((a, b) => score(a) - score(b) || (a < b ? -1 : 1))[0];
}

/** Newer GPUs are the nearer substitute. */
const RANK = ['T4', 'A10', 'L4', 'L40S', 'A100', 'MI300X', 'H100', 'H200', 'B200', 'B300'];
const gpuRank = (gpu: string): number => RANK.findLastIndex((name) => gpu.includes(name));
