/** Keys: what the roots must hold, what the operator does for them, and what custody does not reach. */
import { azureCustody, azureRegion, countryName, vaultCopiedTo } from '../../../catalogue';
import { exceptionsOf } from '../../custody';
import type { Expectation } from '../../expectation';
import type { Intent, Precondition, UsedFact } from '../../intent';
import {
  type Capability,
  type Draft,
  diagnosticsName,
  estatesOf,
  inRoot,
  lockName,
  precondition,
  rootOf,
} from '../capability';
import type { EstatePlan, HsmPlan } from '../types';
import { custodyMatrix } from './matrix';

/** Keys of the plan that are in the Managed HSM, with the root that uses each. */
export const hsmKeys = (plan: Draft) =>
  estatesOf(plan).flatMap(({ root, keys }) =>
    keys.filter(({ store }) => store === 'hsm').map((key) => ({ root, key })),
  );

function vaultExpected({ root, vault, keys }: EstatePlan, location: string): Expectation[] {
  const expected = inRoot(root);
  if (!vault) return [];
  return [
    expected('vault', 'key_vault', vault.name, {
      location,
      sku_name: 'premium',
      purge_protection_enabled: true,
      public_network_access_enabled: false,
    }),
    expected('vault/lock', 'management_lock', lockName(vault.name), { lock_level: 'CanNotDelete' }),
    expected('vault/logs', 'monitor_diagnostic_setting', diagnosticsName(vault.name)),
    ...keys
      .filter(({ store }) => store === 'vault')
      .map(({ purpose, name }) => expected(`vault/keys/${purpose}`, 'key_vault_key', name, { key_type: 'RSA-HSM' })),
  ];
}

const HSM_TYPE = 'key_vault_managed_hardware_security_module';

function hsmExpected({ root, name }: HsmPlan, { foundation, location }: Draft): Expectation[] {
  const expected = inRoot(root);
  return [
    expected('hsm', HSM_TYPE, name, {
      location,
      sku_name: 'Standard_B1',
      purge_protection_enabled: true,
      public_network_access_enabled: false,
      'network_acls.default_action': 'Deny',
    }),
    expected('hsm/lock', 'management_lock', lockName(name), { lock_level: 'CanNotDelete' }),
    inRoot(foundation.root)('hsm/logs', 'monitor_diagnostic_setting', diagnosticsName(name)),
  ];
}

function preconditions(plan: Draft): Precondition[] {
  const { hsm, location } = plan;
  if (!hsm) return [];
  const brought = hsmKeys(plan).filter(({ key }) => key.source === 'import' && key.waits);
  return [
    precondition(
      'hsm-offered',
      `Managed HSM is offered in ${location}, and its quota allows one`,
      'ask the vendor: neither the provider nor the catalogue says where it is',
    ),
    ...(hsm.activation
      ? []
      : [
          precondition(
            'hsm-activation',
            `${hsm.name} is activated by its administrators, offline, with certificates of the country; until then it holds no key, and the roots after it wait`,
            'keys.md beside the roots: every command in order; then write azure.hsm.activated and synthesize again',
          ),
        ]),
    precondition(
      'hsm-roles',
      `the runner has the role of azure/keys/key-maker.role.json in ${hsm.name}, and no other: it makes keys and uses none`,
      `az keyvault role assignment list --hsm-name ${hsm.name} --scope /keys --query "[].[principalName, roleName]"`,
    ),
    ...(brought.length > 0
      ? [
          precondition(
            'hsm-keys',
            `${brought.length} keys are born in the country's own HSM and brought in: ${brought.map(({ key }) => key.name).join(', ')}`,
            'keys.md beside the roots; then name their addresses under azure.keys and synthesize again',
          ),
        ]
      : []),
  ];
}

export const keys: Capability = {
  attachments: [`azurerm_${HSM_TYPE}_key_rotation_policy`, `azurerm_${HSM_TYPE}_role_assignment`],
  expectations: (plan) => [
    ...(plan.hsm ? hsmExpected(plan.hsm, plan) : []),
    ...estatesOf(plan).flatMap((estate) => vaultExpected(estate, rootOf(plan, estate).location)),
    ...hsmKeys(plan)
      .filter(({ key }) => key.source === 'create')
      .map(({ root, key }) =>
        inRoot(root)(`hsm/keys/${key.purpose}`, `${HSM_TYPE}_key`, key.name, { key_type: 'RSA-HSM' }),
      ),
  ],
  addresses: (plan) =>
    plan.hsm
      ? [
          {
            what: 'Managed HSM',
            owner: plan.hsm.root,
            address: plan.hsm.id,
            namedBy: [...new Set([plan.foundation.root, ...hsmKeys(plan).map(({ root }) => root)])],
          },
        ]
      : [],
  notes: (plan, intent) => {
    const rows = custodyMatrix(plan);
    const waived = exceptionsOf(rows);
    const waiting = hsmKeys(plan).filter(({ key }) => key.waits).length;
    return {
      preconditions: preconditions(plan),
      residualRisks: [
        ...risks(plan, intent),
        ...waived.map((text) => `Azure: by exception to custody ${intent.custody.level}, ${text}.`),
      ],
      headlines: [
        ...(waiting > 0
          ? [
              `keys of Azure, phase one of two: ${waiting} keys wait ${plan.hsm?.activation ? 'to be brought in' : 'for the Managed HSM to be activated'}, see keys.md`,
            ]
          : []),
        ...(plan.hsm && intent.custody.level === 'cmk'
          ? [
              `a key vault in ${plan.location} would be copied to ${vaultCopiedTo(plan.location)}, abroad: keys are in a Managed HSM`,
            ]
          : []),
        ...waived.map((text) => `exception to custody ${intent.custody.level} on Azure: ${text}`),
      ],
      facts: facts(plan),
    };
  },
};

function risks(plan: Draft, { custody }: Intent): string[] {
  const vaults = estatesOf(plan).filter(({ vault }) => vault);
  const places = new Set(vaults.map((estate) => rootOf(plan, estate).location));
  return [
    ...[...places].flatMap(vaultCopies),
    ...(vaults.length > 0
      ? [
          "Azure: keys in a vault are the customer's but live in the vendor's shared HSMs; a legal order to the vendor is not met by encryption.",
        ]
      : []),
    ...(plan.hsm
      ? [
          'Azure: a Managed HSM is hardware of one tenant under a security domain that only the country can open, but the vendor runs it, and its services use the keys: a legal order can reach what they hold in the clear.',
          'Azure: whoever holds the quorum of private keys and the security domain can rebuild every key of the Managed HSM elsewhere; whoever loses them cannot rebuild it after a disaster.',
          'Azure: administrators of the Managed HSM cannot use a key, but can give the role to do so, as the runner can on keys; its log shows it.',
          'Azure: names of a Managed HSM resolve through a global service (Traffic Manager); no key passes there.',
          `Azure: ${plan.hsm.name} is one, in ${plan.location}: while it is away nothing under its keys can be read or started${plan.recovery ? `, copies in ${plan.regions.recovery} included` : ''}. Its own backup (keys.md) is the only copy.`,
        ]
      : []),
    ...(custody.level === 'external'
      ? [
          "Azure: no service takes keys from outside Azure: at custody external keys are born in the country's own HSM, and a copy is used in its Managed HSM. Pulling the plug means deleting or disabling the copy, not cutting a line.",
        ]
      : []),
  ];
}

/** Contents of a key vault are copied to the pair by the vendor, without a switch. */
function vaultCopies(location: string): string[] {
  const region = azureRegion(location);
  if (!region?.pair)
    return [`Azure: ${location} has no pair: vaults have no copy, and a loss of the region loses the keys.`];
  if (azureCustody.vaultStays.regions.includes(location))
    return [
      `Azure: ${location} has its pair abroad; the vendor exempts it from key vault replication (its own statement).`,
    ];
  return [
    `Azure: contents of every key vault in ${location} are copied to the pair ${region.pair} (${countryName(region.pairCountry ?? '')}) by the vendor, without a switch.`,
  ];
}

function facts({ hsm, cells }: Draft): UsedFact[] {
  const fact = (statement: string, { asOf, confidence, source }: typeof azureCustody.stores): UsedFact => ({
    statement,
    asOf,
    confidence,
    sources: [source],
  });
  return [
    ...(hsm ? [fact('Which services take a key of a Managed HSM', azureCustody.stores)] : []),
    ...(cells.some(({ cluster }) => cluster.apiServer === 'private-link')
      ? [fact('No API server VNet integration in this region', azureCustody.notIntegrated)]
      : []),
  ];
}
