/** Private endpoints: each leads to one resource, stands there for a reason, and registers in the zones its names need. */
import type { AddressBook } from '../addresses';
import type { EndpointPlan } from './types';

/**
 * Private DNS zones of a subresource. The registry's data endpoint registers in the
 * registry's zone, as `<name>.<region>.data`: a zone `<region>.data.privatelink.azurecr.io` beside it, which the vendor's
 * table lists too, would answer first and hold no record, and pulls would fail. Sources: Azure Private Endpoint, private
 * DNS zone values; Container Registry, Private Link; issue 96 of the vendor's module of private DNS zones (2025-08).
 */
const ZONES = {
  vault: ['privatelink.vaultcore.azure.net'],
  managedhsm: ['privatelink.managedhsm.azure.net'],
  blob: ['privatelink.blob.core.windows.net'],
  dfs: ['privatelink.dfs.core.windows.net'],
  file: ['privatelink.file.core.windows.net'],
  queue: ['privatelink.queue.core.windows.net'],
  table: ['privatelink.table.core.windows.net'],
  registry: ['privatelink.azurecr.io'],
  azuremonitor: [
    'privatelink.monitor.azure.com',
    'privatelink.oms.opinsights.azure.com',
    'privatelink.ods.opinsights.azure.com',
    'privatelink.agentsvc.azure-automation.net',
    'privatelink.blob.core.windows.net',
  ],
  /** Azure AI accounts, by each of the names they answer to. */
  account: [
    'privatelink.cognitiveservices.azure.com',
    'privatelink.openai.azure.com',
    'privatelink.services.ai.azure.com',
  ],
} as const satisfies Record<string, readonly string[]>;

export type Subresource = keyof typeof ZONES;

/** Zone of the private API servers of a region. */
export const apiServerZone = (location: string): string => `privatelink.${location}.azmk8s.io`;

/** Private DNS zones that names of a subresource resolve in. */
export const zonesFor = (subresource: string): readonly string[] =>
  Object.hasOwn(ZONES, subresource) ? ZONES[subresource as Subresource] : [];

export interface EndpointNeed {
  readonly to: string;
  readonly subresource: Subresource;
  readonly target: string;
  /** Why it is there: one reason, or several. */
  readonly reason: string | readonly string[];
  /** @default true */
  readonly local?: boolean;
}

export const endpointPlan = (book: AddressBook, root: string, need: EndpointNeed): EndpointPlan => ({
  name: book.of(root, need.to, 'endpoint'),
  to: need.to,
  target: need.target,
  local: need.local ?? true,
  subresource: need.subresource,
  zones: ZONES[need.subresource],
  reasons: [need.reason].flat(),
});

/** A zone somebody's names need. */
export interface ZoneNeed {
  readonly name: string;
  /** Whose names. */
  readonly of: string;
}

/** Zones a root's endpoints register in. */
export const zonesIn = (endpoints: readonly Pick<EndpointPlan, 'to' | 'zones'>[]): ZoneNeed[] =>
  endpoints.flatMap(({ to, zones }) => zones.map((name) => ({ name, of: to })));

/** Why every root's vault has an endpoint. */
export const KEYS_BY_RUNNER = 'the runner makes and rotates the keys';

export const NETWORKS = 'Microsoft.Network/virtualNetworks';
export const VAULTS = 'Microsoft.KeyVault/vaults';
export const HSMS = 'Microsoft.KeyVault/managedHSMs';
export const ACCOUNTS = 'Microsoft.Storage/storageAccounts';
export const REGISTRIES = 'Microsoft.ContainerRegistry/registries';
export const WORKSPACES = 'Microsoft.OperationalInsights/workspaces';
export const AI_ACCOUNTS = 'Microsoft.CognitiveServices/accounts';
export const SCOPES = 'Microsoft.Insights/privateLinkScopes';
