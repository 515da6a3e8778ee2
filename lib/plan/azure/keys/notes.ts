/** Vaults and keys: what the roots must hold, and what the vendor does with them unasked. */
import { azureRegion, countryName } from '../../../catalogue';
import { BOOTSTRAP } from '../addresses';
import { type Capability, diagnosticsName, estatesOf, inRoot, lockName, rootOf } from '../capability';

export const keys: Capability = {
  expectations: (plan) =>
    estatesOf(plan).flatMap(({ root, vault }) => {
      const expected = inRoot(root);
      return [
        expected('vault', 'key_vault', vault.name, {
          location: rootOf(plan, { root }).location,
          sku_name: 'premium',
          purge_protection_enabled: true,
          public_network_access_enabled: false,
        }),
        expected('vault/lock', 'management_lock', lockName(vault.name), { lock_level: 'CanNotDelete' }),
        // There is no workspace yet where the bootstrap's is made: the foundation keeps its logs.
        ...(root === BOOTSTRAP
          ? []
          : [expected('vault/logs', 'monitor_diagnostic_setting', diagnosticsName(vault.name))]),
        ...vault.keys.map((key) =>
          expected(`vault/keys/${key.purpose}`, 'key_vault_key', key.name, { key_type: 'RSA-HSM' }),
        ),
      ];
    }),
  notes: (plan, intent) => ({
    residualRisks: [
      ...[...new Set(estatesOf(plan).map((estate) => rootOf(plan, estate).location))].flatMap(vaultCopies),
      ...(intent.custody.level === 'cmk'
        ? [
            "Azure: keys are the customer's but live in the vendor's shared HSMs; a legal order to the vendor is not met by encryption.",
          ]
        : []),
    ],
  }),
};

/** Contents of a key vault are copied to the pair by the vendor, without a switch. */
function vaultCopies(location: string): string[] {
  const region = azureRegion(location);
  if (location === 'brazilsouth')
    return [
      'Azure: Brazil South has its pair abroad; the vendor exempts it from key vault replication (its own statement).',
    ];
  if (!region?.pair)
    return [`Azure: ${location} has no pair: vaults have no copy, and a loss of the region loses the keys.`];
  return [
    `Azure: contents of every key vault in ${location} are copied to the pair ${region.pair} (${countryName(region.pairCountry ?? '')}) by the vendor, without a switch.`,
  ];
}
