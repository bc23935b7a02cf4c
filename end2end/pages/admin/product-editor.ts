import type { Locator, Page } from '@playwright/test';

export interface ProductDetails {
  title: string;
  description?: string;
  options?: string;
  slug?: string;
  status?: 'Active' | 'Draft' | 'Archived';
  collection?: string;
}

export interface VariantDetails {
  /** Values of the product's options, by their names. */
  options?: Record<string, string>;
  sku?: string;
  price: string;
  compareAt?: string;
  weightGrams?: number;
}

export class ProductEditor {
  readonly content: Locator;
  readonly heading: Locator;
  readonly problems: Locator;
  readonly description: Locator;
  readonly variants: Locator;
  readonly pictures: Locator;
  readonly viewInShop: Locator;

  constructor(private readonly page: Page) {
    this.content = page.getByRole('main');
    this.heading = this.content.getByRole('heading', { level: 1 });
    this.problems = this.content.getByRole('alert');
    this.description = this.content.getByRole('textbox', { name: 'Description' });
    this.variants = this.content.getByRole('region', { name: 'Variants' });
    this.pictures = this.content.getByRole('region', { name: 'Pictures' });
    this.viewInShop = this.content.getByRole('link', { name: 'View in shop' });
  }

  async openNew(): Promise<void> {
    await this.page.goto('/admin/products/new');
  }

  field(label: string): Locator {
    return this.content.getByRole('textbox', { name: label, exact: true });
  }

  async fill(product: ProductDetails): Promise<void> {
    await this.field('Title').fill(product.title);
    if (product.description !== undefined) await this.description.fill(product.description);
    if (product.options !== undefined) await this.field('Options').fill(product.options);
    if (product.slug !== undefined) await this.field('Name in addresses').fill(product.slug);
    if (product.collection) await this.content.getByRole('checkbox', { name: product.collection }).check();
    await this.content.getByRole('combobox', { name: 'Status' }).selectOption({ label: product.status ?? 'Active' });
  }

  async create(product: ProductDetails): Promise<void> {
    await this.openNew();
    await this.fill(product);
    await this.content.getByRole('button', { name: 'Create product' }).click();
  }

  async save(): Promise<void> {
    await this.content.getByRole('button', { name: 'Save product' }).click();
  }

  /** The form for a new variant; it is open by itself while there is none. */
  newVariant(): Locator {
    return this.disclosure('Add a variant…');
  }

  async addVariant(variant: VariantDetails): Promise<void> {
    const form = this.newVariant();
    const button = form.getByRole('button', { name: 'Add variant' });
    if (!(await button.isVisible())) await form.getByText('Add a variant…').click();
    await this.fillVariant(form, variant);
    await button.click();
  }

  /** Opens the form of the variant whose line says `name`. */
  async openVariant(name: string): Promise<Locator> {
    const form = this.disclosure(name);
    await form.getByText(name).first().click();
    return form;
  }

  async fillVariant(form: Locator, variant: VariantDetails): Promise<void> {
    for (const [option, value] of Object.entries(variant.options ?? {})) {
      await form.getByRole('textbox', { name: option, exact: true }).fill(value);
    }
    if (variant.sku !== undefined) await form.getByRole('textbox', { name: 'SKU' }).fill(variant.sku);
    await form.getByRole('textbox', { name: 'Price' }).fill(variant.price);
    await form.getByRole('textbox', { name: 'Compare at' }).fill(variant.compareAt ?? '');
    await form.getByRole('spinbutton', { name: 'Weight in grams' }).fill(String(variant.weightGrams ?? 100));
  }

  async addPicture(file: { name: string; mimeType: string; buffer: Buffer }, shows: string): Promise<void> {
    await this.pictures.getByLabel('Picture', { exact: true }).setInputFiles(file);
    await this.pictures.getByRole('textbox', { name: 'What it shows' }).fill(shows);
    await this.pictures.getByRole('button', { name: 'Add picture' }).click();
  }

  private disclosure(summary: string): Locator {
    return this.variants.getByRole('group').filter({ hasText: summary }).first();
  }
}
