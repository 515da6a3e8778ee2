/** Private endpoints: each leads to one resource, stands there for a reason, and registers in the zones its names need. */
import type { AddressBook } from '../addresses';
import type { EndpointPlan } from './types';

type Subresource = 'vault' | 'blob' | 'registry' | 'azuremonitor' | 'account';

/**
 * Private DNS zones of a subresource. The registry's data endpoint (`<name>.<region>.data`) registers in the registry's
 * zone. Source: Azure Private Endpoint, private DNS zone values.
 */
const ZONES: Record<Subresource, readonly string[]> = {
  vault: ['privatelink.vaultcore.azure.net'],
  blob: ['privatelink.blob.core.windows.net'],
  registry: ['privatelink.azurecr.io'],
  azuremonitor: [
    'privatelink.monitor.azure.com',
    'privatelink.oms.opinsights.azure.com',
    'privatelink.ods.opinsights.azure.com',
    'privatelink.agentsvc.azure-automation.net',
    'privatelink.blob.core.windows.net',
  ],
  // Azure AI accounts, by each of the names they answer to.
  account: [
    'privatelink.cognitiveservices.azure.com',
    'privatelink.openai.azure.com',
    'privatelink.services.ai.azure.com',
  ],
};

/** Zone of the private API servers of a region. */
export const apiServerZone = (location: string): string => `privatelink.${location}.azmk8s.io`;

/** Private DNS zones that names of a subresource resolve in. */
export const zonesFor = (subresource: string): readonly string[] =>
  Object.hasOwn(ZONES, subresource) ? ZONES[subresource as Subresource] : [];

export interface EndpointNeed {
  readonly to: string;
  readonly subresource: Subresource;
  readonly target: string;
  readonly reason: string;
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
  reason: need.reason,
});

/** Zones a root's endpoints register in. */
export const zonesIn = (endpoints: readonly EndpointPlan[]): string[] => endpoints.flatMap(({ zones }) => zones);

/** Why every root's vault has an endpoint. */
export const KEYS_BY_RUNNER = 'the runner makes and rotates the keys';

export const VAULTS = 'Microsoft.KeyVault/vaults';
export const ACCOUNTS = 'Microsoft.Storage/storageAccounts';
export const REGISTRIES = 'Microsoft.ContainerRegistry/registries';
export const WORKSPACES = 'Microsoft.OperationalInsights/workspaces';
export const AI_ACCOUNTS = 'Microsoft.CognitiveServices/accounts';
export const SCOPES = 'Microsoft.Insights/privateLinkScopes';
