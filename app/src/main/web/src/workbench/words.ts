/** The scripts' sentences in the language of the page, from the same files as the page's own. */
export class Words {
  private readonly plural: Intl.PluralRules;

  constructor(
    readonly language: string,
    private readonly sentences: Readonly<Record<string, string>>,
  ) {
    this.plural = new Intl.PluralRules(language);
  }

  static async load(page: Document): Promise<Words> {
    const language = page.documentElement.lang;
    const answer = await fetch(`/words/${language}`);
    if (!answer.ok) throw new Error(`the sentences of the page could not be fetched (${answer.status})`);
    return new Words(language, (await answer.json()) as Record<string, string>);
  }

  /** The sentence with {0}, {1} ... replaced by what they stand for. */
  of(key: string, ...values: readonly (string | number)[]): string {
    const pattern = this.sentences[key];
    if (pattern === undefined) throw new Error(`there is no sentence ${key}`);
    return pattern.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ''));
  }

  /** The sentence for a number of things, in the form that the language has for it. */
  count(key: string, count: number, ...values: readonly (string | number)[]): string {
    return this.of(`${key}.${this.plural.select(count)}`, count, ...values);
  }
}
