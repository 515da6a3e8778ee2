/** Commands as a runbook shows them. */
export const shell = (commands: readonly string[]): string => `\`\`\`sh\n${commands.join('\n')}\n\`\`\``;
