/** Country documents the Azure tests plan: the two that ship, and others for what those two do not show. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlanRefusal } from '../../../lib/plan';
import { type AzurePlan, planAzure } from '../../../lib/plan/azure';
import { deepFreeze } from '../../../lib/plan/freeze';
import { intentOf } from '../../../lib/plan/intent';
import { type CountryProfile, readCountry } from '../../../lib/profile';

const shipped = (code: string): string =>
  readFileSync(join(__dirname, '../../../stacks/countries', `${code}.yaml`), 'utf8');

const document = (country: string, lines: string[]): string =>
  ['schemaVersion: 1', `country: ${country}`, 'classification: official', 'custody: cmk', ...lines, ''].join('\n');

export const DOCUMENTS = {
  /** A region with zones and its pair in the country; isolated. */
  IN: shipped('in'),
  /** Two cells, InfiniBand, a restricted recovery region. */
  AE: shipped('ae'),
  /** A derived state account, a zone chosen for a fabric, and a file system in it. */
  NO: document('NO', [
    'azure:',
    '  regions: { primary: norwayeast, recovery: norwaywest }',
    '  network: 10.0.0.0/16',
    '  cells: [{ name: oslo, lustre: { capacityTiB: 16 }, pools: [{ name: train, size: Standard_ND96isr_H200_v5, nodes: { min: 0, max: 64 }, zone: "2" }] }]',
  ]),
  /** No API server VNet integration; no pair; v5. */
  QA: document('QA', [
    'azure:',
    '  regions: { primary: qatarcentral }',
    '  network: 10.0.0.0/20',
    '  dialect: v5',
    '  custody: { etcd: { level: vendor, reason: the region has no API server VNet integration, owner: the ministry, until: 2027-06-30 } }',
    '  cells: [{ name: doha, pools: [{ name: serve, size: Standard_NV36ads_A10_v5, nodes: { min: 1, max: 4 } }] }]',
  ]),
  /** A pair abroad, copies object by object in a region at home; AMD; a file system that imports; out through a firewall. */
  BR: document('BR', [
    'egress: firewall',
    'azure:',
    '  regions: { primary: brazilsouth, recovery: brazilsoutheast }',
    '  network: 10.0.0.0/12',
    '  firewall: { nextHop: 10.200.0.4 }',
    '  cells:',
    '    - name: sp-a',
    '      lustre: { capacityTiB: 48, throughput: 40, imports: { container: datasets, prefix: /train } }',
    '      pools:',
    '        - { name: amd, size: Standard_ND96isr_MI300X_v5, nodes: { min: 0, max: 4 }, zone: "3" }',
    '        - { name: serve, size: Standard_NC24ads_A100_v4, nodes: { min: 1, max: 40 } }',
  ]),
  /** Subscriptions of its own, one cell without; logs for ten years; firewall; Arm; v5. */
  DE: document('DE', [
    'egress: firewall',
    'logRetentionDays: 3650',
    'azure:',
    '  regions: { primary: germanywestcentral, recovery: germanynorth }',
    '  network: 10.0.0.0/12',
    '  dialect: v5',
    '  firewall: { nextHop: 10.200.0.4 }',
    '  subscriptions: { platform: 11111111-1111-1111-1111-111111111111, data: 22222222-2222-2222-2222-222222222222 }',
    '  cells:',
    '    - name: fra',
    '      subscription: 33333333-3333-3333-3333-333333333333',
    '      pools: [{ name: gb, size: Standard_ND128isr_NDR_GB200_v6, nodes: { min: 0, max: 18 } }]',
    '    - name: fra-b',
    '      pools: [{ name: serve, size: Standard_NC40ads_H100_v5, nodes: { min: 1, max: 40 } }]',
  ]),
  /** A vault would be copied abroad: keys in a Managed HSM that is activated, and in v4 three services without one. */
  SG: document('SG', [
    'azure:',
    '  regions: { primary: southeastasia }',
    '  network: 10.0.0.0/12',
    '  hsm:',
    '    administrators: [55555555-5555-5555-5555-555555555555]',
    '    activated: { on: 2027-01-15, certificates: 5, quorum: 3, custody: five officers of the agency in two vaults }',
    '  custody:',
    '    logs: { level: vendor, reason: azurerm v4 takes no key of an HSM here, owner: the agency, until: 2027-06-30 }',
    '    registry: { level: vendor, reason: the registry takes keys of a vault only, owner: the agency, until: 2027-06-30 }',
    '    etcd: { level: vendor, reason: AKS takes keys of a vault only, owner: the agency, until: 2027-06-30 }',
    '  cells: [{ name: sg-a, pools: [{ name: serve, size: Standard_NC24ads_A100_v4, nodes: { min: 0, max: 4 } }] }]',
  ]),
  /** Restricted data under a law that asks for an HSM, not activated yet, in another subscription than the data; v5. */
  AU: document('AU', [
    'azure:',
    '  regions: { primary: australiaeast, recovery: australiasoutheast }',
    '  network: 10.0.0.0/12',
    '  dialect: v5',
    '  subscriptions: { platform: 11111111-1111-1111-1111-111111111111 }',
    '  custody:',
    '    registry: { level: cmk, reason: the registry takes keys of a vault only, owner: the department, until: 2027-06-30 }',
    '    etcd: { level: cmk, reason: AKS takes keys of a vault only, owner: the department, until: 2027-06-30 }',
    '  cells: [{ name: syd-a, pools: [{ name: serve, size: Standard_NC40ads_H100_v5, nodes: { min: 0, max: 4 } }] }]',
  ])
    .replace('custody: cmk\n', 'custody: hsm-cmk\n')
    .replace('official', 'restricted'),
} as const;

export type Country = keyof typeof DOCUMENTS;
export const COUNTRIES = Object.keys(DOCUMENTS) as Country[];

/** @throws where the document is refused: a test's own mistake */
export function profileOf(country: string, text: string): CountryProfile {
  const { profile, problems } = readCountry(`${country.toLowerCase()}.yaml`, text);
  if (!profile) throw new Error(problems.map(({ title, found }) => `${title}: ${found}`).join('\n'));
  return profile;
}

/** The plan of a document, frozen as the product freezes it; `edit` changes the text first. */
export function planOf(country: Country, edit: (text: string) => string = (text) => text): AzurePlan {
  const profile = profileOf(country, edit(DOCUMENTS[country]));
  if (!profile.azure) throw new Error(`${country} has no azure section`);
  return deepFreeze(planAzure(intentOf(profile), profile.azure));
}

/** The refusal of a document the parser accepts, or nothing. */
export function refusalOf(country: Country, edit: (text: string) => string): PlanRefusal | undefined {
  try {
    planOf(country, edit);
  } catch (error) {
    if (error instanceof PlanRefusal) return error;
    throw error;
  }
  return undefined;
}
