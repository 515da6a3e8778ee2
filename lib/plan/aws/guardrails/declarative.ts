/**
 * What EC2 itself holds, whoever asks, service-linked roles included. An attribute set here is locked: no stack sets it
 * too. Schema: AWS Organizations User Guide, "Declarative policy syntax and examples".
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
