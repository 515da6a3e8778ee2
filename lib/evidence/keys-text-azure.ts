/** Azure's part of phase one of custody: how a Managed HSM is activated offline, who may do what in it, what phase two takes. */
import { azureCustody } from '../catalogue';
import type { CountryPlan } from '../plan';
import { custodyMatrix, hsmKeys, hsmOf, KEY_MAKER, keyId } from '../plan/azure';
import { custodyTable } from './custody-text';
import type { Medium } from './medium';
import { shell } from './shell';

type Azure = NonNullable<CountryPlan['azure']>;
type Key = ReturnType<typeof hsmKeys>[number];

const ROLE_FILE = 'azure/keys/key-maker.role.json';
const PHASE_TWO = 'azure/keys/phase-two.yaml';

/** The runner's role and what phase two takes, by their path in the country's folder. Nothing without a Managed HSM. */
export const azureKeyFiles = (plan: Azure): { readonly path: string; readonly text: string }[] =>
  plan.hsm
    ? [
        { path: ROLE_FILE, text: `${JSON.stringify(KEY_MAKER, null, 2)}\n` },
        { path: PHASE_TWO, text: phaseTwo(hsmKeys(plan)) },
      ]
    : [];

function phaseTwo(keys: readonly Key[]): string {
  const brought = keys.filter(({ key }) => key.source === 'import');
  return `# Phase two: say here how the Managed HSM was activated, and put this under azure in the country's document. No secret belongs in it.
azure:
  hsm:
    activated: { on: <date>, certificates: <how many, 3 to 10>, quorum: <how many open it>, custody: <who keeps the security domain and the private keys, and where> }
${brought.length > 0 ? `  keys:\n${brought.map(({ root, key }) => `    ${keyId(root, key)}: ${key.address}`).join('\n')}\n` : ''}`;
}

/** The runbook of the Managed HSM, in blocks. */
export function azureRunbook(plan: Azure, medium: Medium): string[] {
  const hsm = hsmOf(plan);
  const { name } = hsm;
  const keys = hsmKeys(plan);
  const waiting = keys.filter(({ key }) => key.waits);
  const brought = keys.filter(({ key }) => key.source === 'import');
  // Until the document says how many there are: the fewest the vendor takes.
  const { certificates, quorum } = hsm.activation ?? { certificates: 3, quorum: 2 };
  const levels = [...new Set(keys.map(({ key }) => key.custody))].filter((level) => level !== 'vendor');
  return [
    medium.heading(2, `Azure: the Managed HSM ${name}`),
    waiting.length > 0
      ? `Phase one of two: ${waiting.length} of ${keys.length} keys wait${hsm.activation ? ' to be brought in; the HSM is activated' : ''}. Terraform makes the HSM and cannot activate it without leaving its security domain in the state; this is how people of the country do, offline. Until then every root with a key in it asks \`hsm_ready\`, and takes no other answer than true.`
      : `Phase two: the document says that it was activated on ${hsm.activation?.on}, with ${hsm.activation?.certificates} certificates of which ${hsm.activation?.quorum} open it, kept by: ${hsm.activation?.custody}. This is how it was done, and what it is held to.`,
    medium.table(
      ['key', 'root', 'held at', 'for', 'used by', 'address'],
      keys.map(({ root, key }) => [key.name, root, key.custody, key.reason, key.users, key.address ?? '-']),
    ),
    custodyTable(custodyMatrix(plan), medium),
    medium.heading(3, '1. The security domain, before anything else'),
    medium.list([
      'The security domain and a quorum of private keys rebuild every key of this HSM, anywhere. Whoever has both has all; whoever loses either cannot restore the HSM after a disaster, and the vendor cannot help.',
      'Each private key is made by its custodian, on a machine that has never been on a network or in an HSM of the custodian, and never leaves the country. No two are kept in one place; no person holds a quorum.',
      'Three to ten custodians; a quorum of two at the least, and fewer than all, so that the loss of one does not lose the HSM.',
      'Neither the security domain nor a private key goes into Terraform, a pipeline, a vault of the vendor, a ticket or a mail. `security_domain_key_vault_certificate_ids` is never set in these roots: with it Terraform writes `security_domain_encrypted_data` into its state, where everyone who reads the state has half of what rebuilds the keys. A check fails where it is set.',
    ]),
    'Each custodian makes a pair, keeps the private key, and brings the certificate alone:',
    shell([
      'openssl req -x509 -newkey rsa:2048 -sha256 -days 3650 -subj "/CN=<custodian>" -keyout <custodian>.key -out <custodian>.cer   # asks for a passphrase; -nodes never',
    ]),
    medium.heading(3, '2. Make the HSM, and activate it'),
    `An administrator named in the plan does this, from ${hsm.doors ? "the runner's network, which has an endpoint of its own to it" : `a host that reaches the private endpoint in the network ${hsm.vnet.name}`}. A Managed HSM answers nothing about its keys or roles before it is activated: the last command shows that it is.`,
    shell([
      `terraform -chdir=azure/${hsm.root} init && terraform -chdir=azure/${hsm.root} apply`,
      [
        `az keyvault security-domain download --hsm-name ${name}`,
        `--sd-wrapping-keys ${Array.from({ length: certificates }, (_, index) => `<custodian-${index + 1}>.cer`).join(' ')}`,
        `--sd-quorum ${quorum}`,
        `--security-domain-file ${name}.sd.json`,
      ].join(' \\\n  '),
      `az keyvault role assignment list --hsm-name ${name} --output table`,
    ]),
    `Put \`${name}.sd.json\` on two media, in two safes of the country, apart from the private keys; wipe it from the host. Rehearse a recovery with the custodians before anything depends on it (\`az keyvault security-domain init-recovery\`, \`restore-blob\`, \`upload\`).`,
    medium.heading(3, '3. Who may do what'),
    'Administrators give roles and use no key, the runner makes keys and gives services their role, and neither needs to use one; but whoever may give roles can give that one too, so each assignment that no root makes is an incident. Services wrap and unwrap with one key each, by assignments that Terraform makes. No role on all keys is given to anyone but the runner.',
    shell([
      `az keyvault role definition create --hsm-name ${name} --role-definition @${ROLE_FILE}`,
      `az keyvault role assignment create --hsm-name ${name} --role "${KEY_MAKER.roleName}" --assignee-object-id <runner> --assignee-principal-type ServicePrincipal --scope /keys`,
      `az keyvault role assignment list --hsm-name ${name} --query "[].[principalName, roleName, scope]" --output table`,
    ]),
    ...(brought.length > 0 ? bringIn(name, brought, medium) : []),
    medium.heading(3, `${brought.length > 0 ? 5 : 4}. Phase two`),
    `Fill \`${PHASE_TWO}\`, put it under \`azure\` in the country's document, synthesize again, and deploy the other roots in their order. Or leave the document as it is, and answer at each deployment:`,
    shell(
      [...new Set(waiting.map(({ root }) => root))]
        .concat(waiting.length > 0 ? [] : [keys[0]?.root ?? hsm.root])
        .map((root) => `terraform -chdir=azure/${root} apply${waiting.length > 0 ? ' -var hsm_ready=true' : ''}`),
    ),
    medium.heading(3, `${brought.length > 0 ? 6 : 5}. From then on`),
    medium.list([
      `A full backup after every change of keys, to an account of the country: \`az keyvault update-hsm --hsm-name ${name} --mi-user-assigned <identity>\` once, then \`az keyvault backup start --use-managed-identity true --hsm-name ${name} --storage-account-name <account> --blob-container-name <container>\`. The HSM encrypts it; it opens only in an HSM of the same security domain. Never with a SAS token: that asks for an account open to the internet.`,
      `Rotation: ${levels.map((level) => `${level}: ${azureCustody.levels[level].rotation}`).join('; ')}.`,
      'Compare the assignments with the roots on a fixed day of the month; one that no root makes is removed, and asked about.',
      'To stop all use of a key at once: `az keyvault key set-attributes --enabled false`. What is running keeps its data keys for a while; nothing new starts.',
      'A deleted key can be brought back for the days of its soft delete, and is purged by nobody before.',
      'Review the custodians each quarter, and when one leaves or a medium is lost. A security domain that may be known to another, or is lost, is replaced with its HSM: no key moves to another security domain, so everything is encrypted again under new keys.',
    ]),
  ];
}

/** Keys born outside: wrapped for this HSM, carried in, and never in the clear. */
const bringIn = (name: string, brought: readonly Key[], medium: Medium): string[] => [
  medium.heading(3, '4. Keys of the country’s own HSM'),
  'Each is made in the country’s own HSM (RSA, 4096 bits) and wrapped there by its vendor’s tool with a key that can do nothing but import, born in this HSM. The clear key is in the two HSMs and nowhere else. An administrator lends the importer `Managed HSM Crypto User` on /keys for the ceremony, and takes it back after the last command.',
  shell([
    `az keyvault key create --hsm-name ${name} --name exchange --kty RSA-HSM --size 4096 --ops import`,
    `az keyvault key download --hsm-name ${name} --name exchange --file exchange.pem`,
    ...brought.flatMap(({ key }) => [
      `# ${key.name}: ${key.reason}`,
      `az keyvault key import --hsm-name ${name} --name ${key.name} --byok-file ${key.name}.byok --ops wrapKey unwrapKey`,
    ]),
    `az keyvault key delete --hsm-name ${name} --name exchange`,
  ]),
];
