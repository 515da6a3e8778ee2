/** The private network of a cell. */

export type SubnetTier = 'control' | 'endpoints' | 'system' | 'pool' | 'pods' | 'lustre';

export interface SubnetPlan {
  readonly name: string;
  readonly tier: SubnetTier;
  /** Zone id. */
  readonly zone: string;
  readonly cidr: string;
}

export interface EndpointPlan {
  /** Service as in its name: `ecr.api`. */
  readonly service: string;
  readonly type: 'Interface' | 'Gateway';
  /** What in the plan needs it. */
  readonly reasons: readonly string[];
  /** What may be asked of it: the actions of those who need it, and no other. */
  readonly actions: readonly string[];
}

/** Where pods take their addresses. */
export interface PodsPlan {
  /** Secondary blocks of the network, one a zone. None: pods share the subnets of their nodes. */
  readonly blocks: readonly string[];
  readonly reason: string;
}

/** Names that may be looked up; every other is answered as if it did not exist. */
export interface NamesPlan {
  /** Names of AWS in the region and of the cluster, `*.` for all below. */
  readonly own: readonly string[];
  /** Names beyond, that the document lets through its firewall. */
  readonly beyond: readonly string[];
}

/** A rule of a network ACL. */
export interface AclRule {
  readonly cidr: string;
  /** TCP ports from and to; absent: every protocol. */
  readonly ports?: readonly [from: number, to: number];
}

/** What passes the border of the subnets of a tier; all else is dropped, whatever a security group says. */
export interface AclPlan {
  readonly tier: SubnetTier;
  readonly inbound: readonly AclRule[];
  readonly outbound: readonly AclRule[];
}

/** How operators come in, to port 443 of the Kubernetes API and nowhere else. */
export type PathPlan =
  | {
      readonly kind: 'session';
      /** Role of the host that carries sessions, and the Session Manager document that names the one way through it. */
      readonly role: string;
      readonly document: string;
      readonly instance: string;
    }
  | {
      readonly kind: 'vpn';
      /** Blocks of the operators. */
      readonly operators: readonly string[];
      /** Address of the operators' own gateway on the internet. */
      readonly gateway: string;
      /** Number that keeps this cell's customer gateway apart from another cell's with the same address. */
      readonly asn: number;
      readonly logGroup: string;
    }
  | {
      readonly kind: 'circuit';
      readonly operators: readonly string[];
      /** Id of the Direct Connect gateway that the circuit ends at. */
      readonly gateway: string;
      /** Blocks announced over the circuit. */
      readonly announced: readonly string[];
    };

/** Encryption in transit between instances, as the network controls it. */
export type EncryptionMode = 'monitor' | 'enforce';
