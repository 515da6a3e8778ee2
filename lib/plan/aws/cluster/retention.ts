/** Periods CloudWatch Logs accepts, in days. Source: AWS::Logs::LogGroup RetentionInDays. */
const PERIODS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Shortest accepted period of at least `days`; undefined (never expires) where none is that long. */
export const logGroupRetention = (days: number): number | undefined => PERIODS.find((period) => period >= days);
