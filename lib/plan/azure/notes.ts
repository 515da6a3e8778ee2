/** What the Azure plan leaves to people: quotas to ask for, what must be true first, what stays a risk, facts it rests on. */
import { azure, azureRegion, azureSize, type Provenance } from '../../catalogue';
import type { AzureTarget } from '../../profile';
import { offerFacts } from '../facts';
import type { Intent, PlanNotes, Quota, UsedFact } from '../intent';
import { SYSTEM_POOL } from './cells';
import { seriesOf } from './pools';
import { preconditions } from './preconditions';
import { residualRisks } from './risks';
import type { AzurePlan } from './types';

export type Draft = Omit<AzurePlan, 'addresses' | 'notes' | 'expectations'>;

export function notesOf(intent: Intent, target: AzureTarget, plan: Draft): PlanNotes {
  return {
    quotas: quotas(plan),
    preconditions: preconditions(intent, target, plan),
    residualRisks: residualRisks(intent, plan),
    facts: facts(target, plan),
  };
}

/** vCPUs by series, in one region and by subscription; system nodes with one to spare for upgrades. */
function quotas(plan: Draft): Quota[] {
  const wanted = new Map<string, { amount: number; parts: string[] }>();
  const ask = (series: string, amount: number, part: string): void => {
    const sofar = wanted.get(series) ?? { amount: 0, parts: [] };
    wanted.set(series, { amount: sofar.amount + amount, parts: [...sofar.parts, part] });
  };
  for (const { cluster, pools, name } of plan.cells) {
    const system = cluster.system.nodes.max + 1;
    ask(SYSTEM_POOL.series, system * cluster.system.vcpus, `${system} × ${cluster.system.size} (${name})`);
    for (const pool of pools)
      ask(seriesOf(pool.size), pool.nodes.max * pool.vcpus, `${pool.nodes.max} × ${pool.size} (${name}/${pool.name})`);
  }
  const total = [...wanted.values()].reduce((sum, { amount }) => sum + amount, 0);
  const quota = (name: string, amount: number, reason: string): Quota => ({
    cloud: 'azure',
    region: plan.location,
    name,
    amount,
    unit: 'vCPU',
    reason,
  });
  return [
    ...[...wanted]
      .sort(byName)
      .map(([series, { amount, parts }]) => quota(`${series} series`, amount, parts.join(', '))),
    quota('Total Regional vCPUs', total, 'all series together'),
  ];
}

const byName = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);

function facts(target: AzureTarget, plan: Draft): UsedFact[] {
  const table = (key: keyof typeof azure.sources, statement: string): UsedFact => {
    const { asOf, confidence, source } = azure.sources[key];
    return { statement, asOf, confidence, sources: [source] } satisfies UsedFact & Provenance;
  };
  const places = [plan.regions.primary, plan.regions.recovery].filter((place) => place !== undefined);
  const sizes = [...new Set(plan.cells.flatMap(({ pools }) => pools.map(({ size }) => size)))].sort();
  return [
    ...places.map((place) => {
      const region = azureRegion(place);
      return table(
        'regions',
        `${place}: ${region?.zones ?? 0} zones, ${region?.pair ? `paired with ${region.pair} (${region.pairCountry})` : 'no pair'}${region?.restricted ? ', restricted access' : ''}`,
      );
    }),
    ...offerFacts(
      target.cells.flatMap(({ pools }) =>
        pools.map(({ size, offering }) => ({
          size,
          place: plan.location,
          claim: offering,
          offered: azureRegion(plan.location)?.offers.includes(size) === true,
        })),
      ),
      azure.sources.offers,
    ),
    ...sizes.map((size) => {
      const spec = azureSize(size);
      const statement = `${size}: ${spec?.gpus} × ${spec?.gpu}, ${spec?.vcpus} vCPU, InfiniBand ${spec?.infinibandGbps || 'none'}`;
      return spec?.confidence === 'unverified'
        ? { ...table('sizes', statement), confidence: 'unverified' as const }
        : table('sizes', statement);
    }),
  ];
}
