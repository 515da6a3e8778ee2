import { type Resource, Unknown } from '../../graph/model';
import { read, text } from '../../graph/value';
import { isAbsent } from '../absent';
import { attached } from '../find';
import type { Check, Context, Verdict } from '../model';
import { fail, mustBe, notApplicable, pass, unsettled } from '../verdicts';

type Judge = (resource: Resource, context: Context) => Verdict | Verdict[];

const AWS: Record<string, Judge> = {
  'AWS::KMS::Key': (resource) => [
    mustBe(resource, 'MultiRegion', false, {
      right: 'stays in its region',
      wrong: 'can be replicated to any region with one call',
    }),
    rotation(resource),
  ],
  'AWS::KMS::ReplicaKey': () => fail('is one half of a key that lives in several regions', ['PrimaryKeyArn']),
};

const AZURE: Record<string, Judge> = {
  azurerm_key_vault: purgeProtection,
  azurerm_key_vault_managed_hardware_security_module: (resource) => [
    purgeProtection(resource),
    securityDomain(resource),
  ],
  azurerm_key_vault_key: (resource) => [hardware(resource), automatic(resource)],
  azurerm_key_vault_managed_hardware_security_module_key: (resource, { graph }) => {
    const [policy] = attached(
      graph,
      'azurerm_key_vault_managed_hardware_security_module_key_rotation_policy',
      'managed_hsm_key_id',
      resource,
    );
    if (policy?.presence) return unsettled(`whether ${policy.address} is made`, policy.presence);
    return policy
      ? pass(`is rotated by ${policy.address}`)
      : fail('is never rotated by itself: no rotation policy names it');
  },
};

/** KMS rotates only symmetric keys whose material it made itself. */
function rotation(resource: Resource): Verdict {
  for (const [property, standard, why] of [
    ['KeySpec', 'SYMMETRIC_DEFAULT', 'KMS does not rotate asymmetric or HMAC keys'],
    ['KeyUsage', 'ENCRYPT_DECRYPT', 'KMS does not rotate keys that sign, agree or authenticate'],
    ['Origin', 'AWS_KMS', 'the key’s material comes from outside KMS, and is rotated where it is held'],
  ] as const) {
    const value = text(read(resource, property)) ?? standard;
    if (value instanceof Unknown) return unsettled(property, read(resource, property), [property]);
    if (value !== standard) return notApplicable(`${why} (${property} is ${value})`, [property]);
  }
  return mustBe(resource, 'EnableKeyRotation', true, { right: 'is rotated', wrong: 'is never rotated' });
}

function automatic(resource: Resource): Verdict {
  const block = read(resource, 'rotation_policy.automatic');
  if (block instanceof Unknown) return unsettled('rotation_policy', block, ['rotation_policy']);
  return isAbsent(block)
    ? fail('is never rotated by itself (rotation_policy has no automatic block)', ['rotation_policy'])
    : pass('is rotated by a policy', ['rotation_policy', 0, 'automatic']);
}

function purgeProtection(resource: Resource): Verdict {
  return mustBe(resource, 'purge_protection_enabled', true, {
    right: 'keys in it cannot be destroyed at once',
    wrong: 'keys in it can be destroyed at once, and everything under them',
  });
}

/** Activating from Terraform leaves the security domain, from which all keys can be restored, in its state. */
function securityDomain(resource: Resource): Verdict {
  const path = 'security_domain_key_vault_certificate_ids';
  const stated = read(resource, path);
  if (stated instanceof Unknown) return unsettled(path, stated, [path]);
  return isAbsent(stated)
    ? pass('is activated elsewhere: its security domain does not reach Terraform’s state')
    : fail('is activated by Terraform, whose state then holds the security domain of every key', [path]);
}

function hardware(resource: Resource): Verdict {
  const kind = text(read(resource, 'key_type'));
  if (kind === undefined || kind instanceof Unknown) return unsettled('key_type', kind, ['key_type']);
  return /-HSM$/i.test(kind)
    ? pass(`is held in hardware (key_type is ${kind})`, ['key_type'])
    : fail(`is held in software (key_type is ${kind})`, ['key_type']);
}

const aws = (properties: Record<string, unknown>) => ({ Key: { Type: 'AWS::KMS::Key', Properties: properties } });
const azure = (properties: Record<string, unknown>) => ({ azurerm_key_vault_key: { k: properties } });
const hsm = (properties: Record<string, unknown>) => ({
  azurerm_key_vault_managed_hardware_security_module: { hsm: { purge_protection_enabled: true, ...properties } },
});
const hsmKey = { azurerm_key_vault_managed_hardware_security_module_key: { k: { name: 'k', key_type: 'RSA-HSM' } } };
const rotated = { rotation_policy: [{ automatic: [{ time_before_expiry: 'P30D' }], expire_after: 'P1Y' }] };

export const rotationAndReplication: Check = {
  id: 'keys/rotation-and-replication',
  invariant: 'keys',
  severity: 'high',
  proves:
    'keys are rotated, cannot be replicated to another region, and cannot be destroyed at once nor restored from a state',
  remedy: 'turn rotation on, make the key of one region only, and protect the vault from purging',
  clauses: [
    'NIST SP 800-53r5 SC-12',
    'ISO/IEC 27001:2022 Annex A A.8.24',
    'CSA CCM v4.0 CEK-12',
    'CSA CCM v4.0 CEK-14',
    'BSI C5:2020 CRY-04',
    'Azure Sovereign Landing Zone Enforce-Sov-L2-CMKP',
  ],
  types: { aws: Object.keys(AWS), azure: Object.keys(AZURE) },
  judge: (resource, context) => (resource.cloud === 'aws' ? AWS : AZURE)[resource.type]?.(resource, context) ?? [],
  examples: [
    { cloud: 'aws', expect: 'pass', resources: aws({ EnableKeyRotation: true }) },
    { cloud: 'aws', expect: 'fail', resources: aws({}) },
    // A period does not turn rotation on.
    { cloud: 'aws', expect: 'fail', resources: aws({ RotationPeriodInDays: 90 }) },
    { cloud: 'aws', expect: 'fail', resources: aws({ EnableKeyRotation: true, MultiRegion: true }) },
    { cloud: 'aws', expect: 'pass', resources: aws({ Origin: 'EXTERNAL' }) },
    { cloud: 'aws', expect: 'pass', resources: aws({ KeySpec: 'RSA_4096', KeyUsage: 'SIGN_VERIFY' }) },
    { cloud: 'aws', expect: 'not-checked', resources: aws({ EnableKeyRotation: { 'Fn::ImportValue': 'x' } }) },
    { cloud: 'aws', expect: 'fail', resources: { Copy: { Type: 'AWS::KMS::ReplicaKey' } } },
    { cloud: 'azure', expect: 'pass', resources: azure({ key_type: 'RSA-HSM', ...rotated }) },
    { cloud: 'azure', expect: 'fail', resources: azure({ key_type: 'RSA', ...rotated }) },
    { cloud: 'azure', expect: 'fail', resources: azure({ key_type: 'RSA-HSM' }) },
    {
      cloud: 'azure',
      expect: 'fail',
      resources: azure({ key_type: 'RSA-HSM', rotation_policy: [{ automatic: [] }] }),
    },
    {
      cloud: 'azure',
      expect: 'fail',
      resources: azure({
        key_type: 'RSA-HSM',
        rotation_policy: [{ expire_after: 'P1Y', notify_before_expiry: 'P30D' }],
      }),
    },
    { cloud: 'azure', expect: 'fail', resources: { azurerm_key_vault: { kv: { name: 'kv' } } } },
    { cloud: 'azure', expect: 'pass', resources: { azurerm_key_vault: { kv: { purge_protection_enabled: true } } } },
    { cloud: 'azure', expect: 'pass', resources: hsm({}) },
    { cloud: 'azure', expect: 'fail', resources: hsm({ purge_protection_enabled: false }) },
    {
      cloud: 'azure',
      expect: 'fail',
      resources: hsm({ security_domain_key_vault_certificate_ids: ['c1', 'c2', 'c3'], security_domain_quorum: 2 }),
    },
    { cloud: 'azure', expect: 'fail', resources: hsmKey },
    {
      cloud: 'azure',
      expect: 'pass',
      resources: {
        ...hsmKey,
        azurerm_key_vault_managed_hardware_security_module_key_rotation_policy: {
          p: {
            managed_hsm_key_id: '${azurerm_key_vault_managed_hardware_security_module_key.k.id}',
            time_after_creation: 'P1Y',
          },
        },
      },
    },
  ],
};
