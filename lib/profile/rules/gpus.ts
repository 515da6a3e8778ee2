import { aws, awsRegion, azure, azureRegion, type CountryFacts, country as countryFacts } from '../../catalogue';
import type { Issue } from '../document';
import { nearest } from '../suggest';
import type { Rule } from './rule';

interface Size {
  readonly gpu: string;
  readonly gpus: number;
}

/** Where a pool stands, and what the catalogue knows to be offered there. */
interface Place {
  readonly where: string;
  readonly offered: readonly string[];
  /** Every size the catalogue describes. */
  readonly sizes: Readonly<Record<string, Size>>;
  readonly kind: string;
  /** Zones or regions of the country that offer a size. */
  elsewhere(size: string): readonly string[];
  /** Whether the catalogue knows any offering in the country. */
  readonly known: boolean;
  readonly source: string;
}

/** Every GPU size is known and offered where the pool stands. */
export const gpus: Rule = (document, report) => {
  const facts = document.country && countryFacts(document.country);
  if (!facts) return;
  const check = (size: string | undefined, place: Place | undefined, path: Issue['path'], override?: string): void => {
    if (!size || !place || place.offered.includes(size)) return;
    report(Object.hasOwn(place.sizes, size) ? notOffered(path, size, place, override) : unknownSize(path, size, place));
  };

  document.aws?.cells?.forEach((cell, index) => {
    cell?.pools?.forEach((pool, at) => {
      const place = awsPlace(facts, document.aws?.regions?.primary, pool?.zone ?? cell.zone);
      check(pool?.instance, place, ['aws', 'cells', index, 'pools', at, 'instance'], pool?.offering);
    });
  });

  const location = document.azure?.regions?.primary;
  document.azure?.cells?.forEach((cell, index) => {
    cell?.pools?.forEach((pool, at) => {
      const path = ['azure', 'cells', index, 'pools', at];
      check(pool?.size, azurePlace(facts, location), [...path, 'size'], pool?.offering);
      if (location && pool?.zone && azureRegion(location)?.zones === 0)
        report({
          path: [...path, 'zone'],
          title: 'zone not in the region',
          found: `zone ${pool.zone}; ${location} has no zones`,
          allowed: 'no zone',
          mend: 'remove zone',
        });
    });
  });
};

function awsPlace(facts: CountryFacts, region: string | undefined, zone: string | undefined): Place | undefined {
  const known = region ? awsRegion(region) : undefined;
  if (!region || !known || !facts.aws.regions.includes(region)) return undefined;
  // Where the zone is wrong itself, the region's offers tell.
  const inZone = zone !== undefined && known.zones.includes(zone);
  const offers = Object.entries(known.offers);
  return {
    where: inZone ? `${zone} (${known.name})` : `${region} (${known.name})`,
    offered: offers.filter(([, zones]) => !inZone || zones.includes(zone)).map(([type]) => type),
    sizes: aws.instances,
    kind: 'EC2 GPU instance type',
    elsewhere: (size) =>
      facts.aws.regions.flatMap((code) =>
        (awsRegion(code)?.offers[size] ?? []).map((id) => (code === region ? id : `${id} (${code})`)),
      ),
    known: facts.aws.regions.some((code) => Object.keys(awsRegion(code)?.offers ?? {}).length > 0),
    source: `EC2 offerings, ${aws.sources.offers.asOf}`,
  };
}

function azurePlace(facts: CountryFacts, region: string | undefined): Place | undefined {
  const known = region ? azureRegion(region) : undefined;
  if (!region || !known || !facts.azure.regions.includes(region)) return undefined;
  return {
    where: `${region} (${known.name})`,
    offered: known.offers,
    sizes: azure.sizes,
    kind: 'Azure GPU size',
    elsewhere: (size) => facts.azure.regions.filter((code) => azureRegion(code)?.offers.includes(size)),
    known: facts.azure.regions.some((code) => (azureRegion(code)?.offers.length ?? 0) > 0),
    source: `price meters, ${azure.sources.offers.asOf}`,
  };
}

function unknownSize(path: Issue['path'], size: string, { sizes, kind, offered }: Place): Issue {
  const all = Object.keys(sizes);
  // Azure's sizes are often written without their prefix.
  const written = all.includes(`Standard_${size}`) ? `Standard_${size}` : size;
  const [best] = [...nearest(written, offered), ...nearest(written, all)];
  return {
    path,
    title: `unknown ${kind}`,
    found: `${size}${best ? `; did you mean ${best}?` : ''}`,
    allowed: families(offered.length > 0 ? offered : all),
    mend: `${best ? `write ${best}, or ` : ''}use a size of the catalogue: its GPUs and network cards must be known before a pool can be planned`,
  };
}

function notOffered(path: Issue['path'], size: string, place: Place, override: string | undefined): Issue {
  const { where, offered, source } = place;
  if (override)
    return {
      severity: 'warning',
      path,
      title: 'offering not in the catalogue',
      found: `${size} in ${where}, offered according to: ${override}`,
      mend: 'confirm it with the vendor before deploying',
    };
  if (!place.known)
    return {
      severity: 'warning',
      path,
      title: 'offering not verified',
      found: `${size} in ${where}; the catalogue knows no GPU offering in the country (${source})`,
      mend: 'confirm with the vendor; name the source with offering: "…"',
    };
  const elsewhere = place.elsewhere(size);
  const near = mostAlike(size, place);
  const ways = [
    ...(near ? [`use ${near}, the nearest size offered here`] : []),
    ...(elsewhere.length > 0 ? [`place it in ${elsewhere.join(', ')}`] : []),
    'ask the vendor and name the answer: offering: "…"',
  ];
  return {
    path,
    title: 'GPU size not offered here',
    found: `${size} in ${where}${elsewhere.length > 0 ? '' : '; it is offered nowhere in the country'}`,
    allowed: `${offered.length > 0 ? families(offered) : 'no GPU size'}     (${source})`,
    mend: ways.join('; or '),
  };
}

/** Sizes, short: those that differ in one number only are shown once, as `g6e.*` or `Standard_NC*as_T4_v3`. */
function families(sizes: readonly string[]): string {
  const groups = new Map<string, string[]>();
  for (const size of sizes) {
    const family = size.includes('.') ? `${size.split('.')[0]}.*` : size.replace(/^(Standard_[A-Z]+)\d+/, '$1*');
    groups.set(family, [...(groups.get(family) ?? []), size]);
  }
  return [...groups]
    .map(([family, all]) => (all.length > 2 ? family : all.join(', ')))
    .sort()
    .join(', ');
}

/** Newer GPUs are the nearer substitute. */
const RANK = ['T4', 'A10', 'L4', 'L40S', 'A100', 'MI300X', 'H100', 'H200', 'B200', 'B300', 'GB200'];
const gpuRank = (gpu: string): number => RANK.findLastIndex((name) => gpu.includes(name));

/** The offered size most like the one asked for: of the same series, which is what its nodes are for, and of the same GPU, then of the nearest GPU count. */
function mostAlike(asked: string, { offered, sizes }: Place): string | undefined {
  const model = (size: string): string => /[A-Z]+\d+/.exec(sizes[size]?.gpu ?? '')?.[0] ?? size;
  const series = (size: string): string => /^(Standard_N[A-Z]|[a-z])/.exec(size)?.[0] ?? size;
  const distance = (size: string): number =>
    (series(size) === series(asked) ? 0 : 60) +
    (model(size) === model(asked) ? 0 : 40) +
    Math.abs((sizes[size]?.gpus ?? 0) - (sizes[asked]?.gpus ?? 0)) * 4 -
    gpuRank(sizes[size]?.gpu ?? '');
  return offered
    .filter((size) => Object.hasOwn(sizes, size))
    .sort((a, b) => distance(a) - distance(b) || (a < b ? -1 : 1))[0];
}
