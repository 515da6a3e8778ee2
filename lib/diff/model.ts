/** A difference is data: what a reviewer would say of two outputs, each remark with its direction. */

/** Whether the new side is more open or less sure than the old one (`worse`), less so (`better`), or merely other. */
export type Direction = 'worse' | 'better' | 'neutral';

/** What it is about. */
export type Kind = 'path' | 'copy' | 'principal' | 'key' | 'retention' | 'guard' | 'promise';

/** Which of the two outputs a place is in. */
export type Side = 'old' | 'new';

/** Where it is seen: the resource as the new side has it, or as the old side had it where it is gone. */
export interface Place {
  readonly side: Side;
  readonly file: string;
  readonly address: string;
  readonly type: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
}

export interface Change {
  readonly direction: Direction;
  readonly kind: Kind;
  /** The check whose result changed; absent where a property says it by itself. */
  readonly check?: string;
  readonly resource: Place;
  readonly message: string;
  /** What checks say of the same change at the same place. */
  readonly findings: readonly { readonly check: string; readonly message: string }[];
}

/** How resources of a type changed, without judgement. */
export interface TypeCount {
  readonly type: string;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** A resource on both sides that is not the same: the dotted paths of what differs. */
export interface Altered {
  readonly resource: Place;
  readonly paths: readonly string[];
}

export interface Difference {
  readonly changes: readonly Change[];
  readonly types: readonly TypeCount[];
  readonly altered: readonly Altered[];
}
