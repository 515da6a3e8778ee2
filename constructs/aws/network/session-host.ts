import { Fn } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnSecurityGroup, CfnSecurityGroupEgress, CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import { CfnInstanceProfile, CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { PathPlan } from '../../../lib/plan/aws';
import { nodeTemplate } from '../pools/launch-template';
import { nameTag, policy, sub } from '../text';
import { apiGroup } from './api-group';

export interface SessionHostProps {
  /** First part of every name. */
  readonly name: string;
  readonly vpcId: string;
  /** Subnets the host may stand in. */
  readonly subnetIds: readonly string[];
  /** Group of the interface endpoints, of Session Manager's among them. */
  readonly endpointGroupId: string;
  readonly path: Extract<PathPlan, { kind: 'session' }>;
  /** ARN of the key of its volume. */
  readonly volumesKeyArn: string;
}

const DAY = 86_400;
const HTTPS = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 };

/**
 * The operators' path in through Session Manager: a host that listens to nobody, is made anew each week from the newest
 * image, and whose one session document leads to port 443 of the Kubernetes API. It has no SSH, no package to install
 * and no permission but to speak to Session Manager.
 */
export class SessionHost extends Construct {
  /** Group for the interfaces of the control plane. */
  readonly groupId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SessionHostProps,
  ) {
    super(scope, id);
    const { name, vpcId, path } = props;
    const group = new CfnSecurityGroup(this, 'Group', {
      groupDescription: 'Host of sessions: nothing in, HTTPS to endpoints and to the Kubernetes API',
      vpcId,
      // Stated, or EC2 adds a rule that lets everything out.
      securityGroupEgress: [{ ...HTTPS, cidrIp: '127.0.0.1/32', description: 'Nothing else out' }],
      tags: nameTag(`${name}-session`),
    }).attrGroupId;
    this.groupId = apiGroup(this, vpcId, name, [{ sourceSecurityGroupId: group }]);
    for (const [to, destinationSecurityGroupId] of [
      ['Api', this.groupId],
      ['Endpoints', props.endpointGroupId],
    ] as const)
      new CfnSecurityGroupEgress(this, `To${to}`, {
        ...HTTPS,
        groupId: group,
        destinationSecurityGroupId,
        description: `HTTPS to ${to.toLowerCase()}`,
      });
    new CfnSecurityGroupIngress(this, 'IntoEndpoints', {
      ...HTTPS,
      groupId: props.endpointGroupId,
      sourceSecurityGroupId: group,
      description: 'HTTPS from the host of sessions',
    });

    const role = new CfnRole(this, 'Role', {
      roleName: path.role,
      description: 'The host that carries sessions of operators',
      assumeRolePolicyDocument: policy([
        {
          Sid: 'Assume',
          Effect: 'Allow',
          Principal: { Service: sub('ec2.${AWS::URLSuffix}') },
          Action: 'sts:AssumeRole',
        },
      ]),
      policies: [
        {
          policyName: 'sessions',
          policyDocument: policy([
            {
              Sid: 'SpeakToSessionManager',
              Effect: 'Allow',
              Action: [
                'ssm:UpdateInstanceInformation',
                'ssmmessages:CreateControlChannel',
                'ssmmessages:CreateDataChannel',
                'ssmmessages:OpenControlChannel',
                'ssmmessages:OpenDataChannel',
              ],
              Resource: '*',
              Condition: { StringEquals: { 'aws:RequestedRegion': sub('${AWS::Region}') } },
            },
          ]),
        },
      ],
    });
    const profile = new CfnInstanceProfile(this, 'Profile', { roles: [role.ref] });
    const template = nodeTemplate(this, 'Template', {
      name: `${name}-session`,
      volumesKeyArn: props.volumesKeyArn,
      volumeGiB: 8,
      data: {
        // Read each time a host is made, so that a new one has the newest.
        imageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
        instanceType: path.instance,
        iamInstanceProfile: { arn: profile.attrArn },
        networkInterfaces: [
          { deviceIndex: 0, associatePublicIpAddress: false, deleteOnTermination: true, groups: [group] },
        ],
        userData: Fn.base64('#!/bin/sh\nsystemctl mask --now sshd.service\n'),
      },
    });
    new CfnAutoScalingGroup(this, 'Host', {
      autoScalingGroupName: `${name}-session`,
      minSize: '1',
      maxSize: '1',
      maxInstanceLifetime: 7 * DAY,
      vpcZoneIdentifier: [...props.subnetIds],
      launchTemplate: { launchTemplateId: template.ref, version: template.attrLatestVersionNumber },
      tags: [{ key: 'Name', value: `${name}-session`, propagateAtLaunch: true }],
    });
  }

  /** Makes the one document a session may use. @param endpoint address of the Kubernetes API, as EKS gives it */
  leadTo(endpoint: string): void {
    const { path } = this.props;
    new CfnDocument(this, 'Document', {
      name: path.document,
      documentType: 'Session',
      documentFormat: 'JSON',
      updateMethod: 'NewVersion',
      content: {
        schemaVersion: '1.0',
        description: 'To port 443 of the Kubernetes API of the cell, and nowhere else',
        sessionType: 'Port',
        parameters: {
          localPortNumber: {
            type: 'String',
            description: 'Port on the operator’s own machine',
            default: '8443',
            allowedPattern: '^[0-9]{4,5}$',
          },
        },
        properties: {
          type: 'LocalPortForwarding',
          host: Fn.select(1, Fn.split('//', endpoint)),
          portNumber: '443',
          localPortNumber: '{{ localPortNumber }}',
        },
      },
      tags: nameTag(path.document),
    });
  }
}
