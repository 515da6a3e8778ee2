/**
 * What a service itself holds, whoever asks, service-linked roles included. An attribute set here is locked: no stack
 * sets it too. Schemas: AWS Organizations User Guide, "Declarative policy syntax and examples", "Amazon S3 policy syntax
 * and examples", "AI services opt-out policy syntax and examples".
 */
import type { GuardrailContext } from './types';

const assign = (value: string) => ({ '@@assign': value });

export function declarativeEc2({ egress }: Pick<GuardrailContext, 'egress'>): Record<string, unknown> {
  return {
    ec2_attributes: {
      exception_message: assign('Held by the guardrails of the sovereign region; its management account can say why.'),
      vpc_block_public_access: {
        internet_gateway_block: {
          mode: assign(egress === 'isolated' ? 'block_bidirectional' : 'block_ingress'),
          exclusions_allowed: assign('disabled'),
        },
      },
      image_block_public_access: { state: assign('block_new_sharing') },
      snapshot_block_public_access: { state: assign('block_all_sharing') },
      serial_console_access: { status: assign('disabled') },
      instance_metadata_defaults: {
        http_tokens: assign('required'),
        http_put_response_hop_limit: assign('1'),
        http_endpoint: assign('enabled'),
        instance_metadata_tags: assign('disabled'),
      },
    },
  };
}

/** Public access to S3 is blocked for every account. Buckets block it for themselves too. */
export const declarativeS3 = (): Record<string, unknown> => ({
  s3_attributes: { public_access_block_configuration: assign('all') },
});

/** Else the vendor may keep what its AI services are given, to better them, in other regions; no unit may opt in again. */
export function aiOptOut(): Record<string, unknown> {
  const final = { '@@operators_allowed_for_child_policies': ['@@none'] };
  return { services: { ...final, default: { ...final, opt_out_policy: { ...final, ...assign('optOut') } } } };
}
