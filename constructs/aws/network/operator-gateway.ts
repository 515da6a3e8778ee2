import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnDirectConnectGatewayAssociation } from 'aws-cdk-lib/aws-directconnect';
import {
  CfnCustomerGateway,
  CfnRoute,
  CfnVPCGatewayAttachment,
  CfnVPNConnection,
  CfnVPNConnectionRoute,
  CfnVPNGateway,
} from 'aws-cdk-lib/aws-ec2';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { PathPlan } from '../../../lib/plan/aws';
import { nameTag } from '../text';
import { apiGroup } from './api-group';

export interface OperatorGatewayProps {
  /** First part of every Name tag. */
  readonly name: string;
  readonly vpcId: string;
  /** Route table of the control plane's subnets: no other leads to the operators. */
  readonly controlTableId: string;
  /** A VPN or a circuit. */
  readonly path: Exclude<PathPlan, { kind: 'session' }>;
  /** ARN of the key of the VPN's log group. */
  readonly logsKeyArn: string;
  /**
   * Days the VPN's log is kept.
   * @default - for ever
   */
  readonly logDays?: number;
}

/** What a tunnel may agree on. Where the operators' gateway knows less, it does not come up. */
const TUNNEL: CfnVPNConnection.VpnTunnelOptionsSpecificationProperty = {
  ikeVersions: [{ value: 'ikev2' }],
  phase1EncryptionAlgorithms: [{ value: 'AES256-GCM-16' }],
  phase2EncryptionAlgorithms: [{ value: 'AES256-GCM-16' }],
  phase1IntegrityAlgorithms: [{ value: 'SHA2-384' }, { value: 'SHA2-512' }],
  phase2IntegrityAlgorithms: [{ value: 'SHA2-384' }, { value: 'SHA2-512' }],
  phase1DhGroupNumbers: [{ value: 19 }, { value: 20 }, { value: 21 }],
  phase2DhGroupNumbers: [{ value: 19 }, { value: 20 }, { value: 21 }],
  dpdTimeoutAction: 'restart',
};

/**
 * The operators' path in, by VPN or circuit, to port 443 of the Kubernetes API: only their blocks are routed, and only
 * from the subnets of the control plane. What a gateway announces is not believed: no route is propagated.
 */
export class OperatorGateway extends Construct {
  /** Group for the interfaces of the control plane. */
  readonly groupId: string;

  constructor(scope: Construct, id: string, props: OperatorGatewayProps) {
    super(scope, id);
    const { path, name, vpcId } = props;
    const gateway = new CfnVPNGateway(this, 'Gateway', { type: 'ipsec.1', tags: nameTag(`${name}-operators`) });
    const attachment = new CfnVPCGatewayAttachment(this, 'Attachment', { vpcId, vpnGatewayId: gateway.ref });
    path.operators.forEach((destinationCidrBlock, index) => {
      new CfnRoute(this, `Route${index}`, {
        routeTableId: props.controlTableId,
        destinationCidrBlock,
        gatewayId: gateway.ref,
      }).addResourceDependency(attachment);
    });
    this.groupId = apiGroup(
      this,
      vpcId,
      name,
      path.operators.map((cidrIp) => ({ cidrIp })),
    );
    if (path.kind === 'vpn') this.vpn(path, props, gateway.ref);
    else
      new CfnDirectConnectGatewayAssociation(this, 'Circuit', {
        directConnectGatewayId: path.gateway,
        associatedGatewayId: gateway.ref,
        allowedPrefixesToDirectConnectGateway: [...path.announced],
      }).addResourceDependency(attachment);
  }

  private vpn(path: Extract<PathPlan, { kind: 'vpn' }>, props: OperatorGatewayProps, vpnGatewayId: string): void {
    const tags = nameTag(`${props.name}-operators`);
    const logs = new CfnLogGroup(this, 'Logs', {
      logGroupName: path.logGroup,
      kmsKeyId: props.logsKeyArn,
      retentionInDays: props.logDays,
    });
    logs.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    const customer = new CfnCustomerGateway(this, 'Customer', {
      type: 'ipsec.1',
      ipAddress: path.gateway,
      bgpAsn: path.asn,
      tags,
    });
    const tunnel = {
      ...TUNNEL,
      logOptions: {
        cloudwatchLogOptions: { logEnabled: true, logGroupArn: logs.attrArn, logOutputFormat: 'json' },
      },
    };
    const connection = new CfnVPNConnection(this, 'Vpn', {
      type: 'ipsec.1',
      customerGatewayId: customer.ref,
      vpnGatewayId,
      staticRoutesOnly: true,
      enableAcceleration: false,
      // The key both ends share is not in the template, nor in what describes the connection.
      preSharedKeyStorage: 'SecretsManager',
      vpnTunnelOptionsSpecifications: [tunnel, tunnel],
      tags,
    });
    path.operators.forEach((destinationCidrBlock, index) => {
      new CfnVPNConnectionRoute(this, `VpnRoute${index}`, { vpnConnectionId: connection.ref, destinationCidrBlock });
    });
  }
}
