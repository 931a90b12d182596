/** A number with its word, such as `1,234 events`. @param word in the singular */
export function counted(amount: number, word: string): string {
  return `${amount.toLocaleString('en-US')} ${word}${amount === 1 ? '' : 's'}`;
}
