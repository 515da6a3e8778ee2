/**
 * What azurerm v4 and v5 say differently, of what these constructs use. Bindings speak v4; for v5 an override writes what
 * they do not know and takes back what v5 removed. Everything else is written so that both accept it.
 */
import type { AzureDialect } from '../../lib/plan/azure';
import type {
  BastionHost,
  Construct,
  KubernetesCluster,
  LogAnalyticsWorkspace,
  PrivateDnsZoneVirtualNetworkLink,
} from './cdktf';
import type { CustomerKeyRef } from './keys/key-ref';

/** Versions of the provider by dialect: the oldest minor that knows every argument used. */
export const PROVIDER_VERSIONS: Record<AzureDialect, string> = { v4: '~> 4.55', v5: '~> 5.2' };

const CONTEXT = 'sovereign:azurerm';

/** Sets the dialect of everything below `scope`. */
export const setDialect = (scope: Construct, dialect: AzureDialect): void => scope.node.setContext(CONTEXT, dialect);

/** Dialect `scope` is written in: v4 where none was set. */
export const dialectOf = (scope: Construct): AzureDialect => scope.node.tryGetContext(CONTEXT) ?? 'v4';

/** v5 names a zone by its id, v4 by name and resource group. */
export function dialectOfZoneLink(link: PrivateDnsZoneVirtualNetworkLink, zoneId: string): void {
  if (dialectOf(link) === 'v4') return;
  link.addOverride('private_dns_zone_id', zoneId);
  link.addOverride('private_dns_zone_name', undefined);
  link.addOverride('resource_group_name', undefined);
}

/** Closes a workspace to the internet: two switches in v4, two kinds of access in v5. */
export function closeWorkspace(workspace: LogAnalyticsWorkspace): void {
  for (const door of ['ingestion', 'query'])
    if (dialectOf(workspace) === 'v4') workspace.addOverride(`internet_${door}_enabled`, false);
    else workspace.addOverride(`internet_${door}_access_type`, 'Disabled');
}

/** v5 demands to hear how nodes are provisioned: by the pools declared, never by the cluster on its own. */
export function provisionByPools(cluster: KubernetesCluster): void {
  if (dialectOf(cluster) === 'v5') cluster.addOverride('node_provisioning_profile', { mode: 'Manual' });
}

/**
 * v4 demands a public address of every Bastion; v5 takes one without.
 *
 * @throws RangeError in dialect v4
 */
export function withoutAddress(host: BastionHost, subnetId: string): void {
  if (dialectOf(host) === 'v4') throw new RangeError('A Bastion without a public address needs dialect v5');
  host.addOverride('ip_configuration', { name: 'default', subnet_id: subnetId });
}
/** v4 names a key of a Managed HSM in an argument of its own; v5 takes either kind in one. */
export const keyArgument = (
  scope: Construct,
  { kind, versionlessId }: CustomerKeyRef,
): { readonly keyVaultKeyId?: string; readonly managedHsmKeyId?: string } =>
  kind === 'hsm' && dialectOf(scope) === 'v4' ? { managedHsmKeyId: versionlessId } : { keyVaultKeyId: versionlessId };
