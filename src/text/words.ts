/** What pages and styled feeds say to people, in each language that we speak. */

export interface Words {
  readonly whatIsAFeed: string;
  /** Said at the top of the XML itself, when a browser shows it. */
  readonly thisIsAFeed: string;
  readonly subscribe: string;
  readonly address: string;
  readonly copy: string;
  readonly copied: string;
  readonly openIn: string;
  readonly appOnThisDevice: string;
  readonly formats: string;
  readonly newest: string;
  readonly noArticles: string;
  readonly allFeeds: string;
  readonly whichFeeds: string;
  readonly opml: string;
  readonly updated: string;
  readonly visitSite: string;
  readonly readArticle: string;
  /** Headings of groups of feeds. */
  readonly site: string;
  readonly tag: string;
  readonly category: string;
  readonly author: string;
  readonly section: string;
  readonly language: string;
  readonly own: string;
}

const english: Words = {
  whatIsAFeed:
    'A feed brings you every new article of a site, without an account and without e-mail. Add its address to a feed reader, an app or a website that collects your feeds, and new articles appear there by themselves.',
  thisIsAFeed:
    'This is a feed: it is meant for feed readers. To subscribe, copy its address from the address bar into yours.',
  subscribe: 'Subscribe',
  address: 'Address of this feed',
  copy: 'Copy',
  copied: 'Copied',
  openIn: 'Open in a feed reader',
  appOnThisDevice: 'App on this device',
  formats: 'Formats',
  newest: 'Newest articles',
  noArticles: 'No articles yet.',
  allFeeds: 'All feeds',
  whichFeeds: 'Subscribe to everything, or to what interests you.',
  opml: 'All feeds in one file, for a feed reader to import (OPML)',
  updated: 'Updated',
  visitSite: 'Visit the site',
  readArticle: 'Read the article',
  site: 'Whole site',
  tag: 'Tags',
  category: 'Categories',
  author: 'Authors',
  section: 'Sections',
  language: 'Languages',
  own: 'More feeds',
};

const german: Words = {
  whatIsAFeed:
    'Ein Feed bringt dir jeden neuen Artikel einer Website, ohne Konto und ohne E-Mail. Füge seine Adresse einem Feedreader hinzu, einer App oder Website, die deine Feeds sammelt, und neue Artikel erscheinen dort von selbst.',
  thisIsAFeed:
    'Dies ist ein Feed: Er ist für Feedreader gedacht. Zum Abonnieren kopiere seine Adresse aus der Adresszeile in deinen.',
  subscribe: 'Abonnieren',
  address: 'Adresse dieses Feeds',
  copy: 'Kopieren',
  copied: 'Kopiert',
  openIn: 'In einem Feedreader öffnen',
  appOnThisDevice: 'App auf diesem Gerät',
  formats: 'Formate',
  newest: 'Neueste Artikel',
  noArticles: 'Noch keine Artikel.',
  allFeeds: 'Alle Feeds',
  whichFeeds: 'Abonniere alles oder das, was dich interessiert.',
  opml: 'Alle Feeds in einer Datei, zum Import in einen Feedreader (OPML)',
  updated: 'Aktualisiert',
  visitSite: 'Zur Website',
  readArticle: 'Artikel lesen',
  site: 'Gesamte Website',
  tag: 'Schlagwörter',
  category: 'Kategorien',
  author: 'Autorinnen und Autoren',
  section: 'Bereiche',
  language: 'Sprachen',
  own: 'Weitere Feeds',
};

const french: Words = {
  whatIsAFeed:
    'Un flux vous apporte chaque nouvel article d’un site, sans compte et sans e-mail. Ajoutez son adresse à un lecteur de flux, une application ou un site qui rassemble vos flux, et les nouveaux articles y apparaissent d’eux-mêmes.',
  thisIsAFeed:
    'Ceci est un flux : il est destiné aux lecteurs de flux. Pour vous abonner, copiez son adresse depuis la barre d’adresse dans le vôtre.',
  subscribe: 'S’abonner',
  address: 'Adresse de ce flux',
  copy: 'Copier',
  copied: 'Copiée',
  openIn: 'Ouvrir dans un lecteur de flux',
  appOnThisDevice: 'Application sur cet appareil',
  formats: 'Formats',
  newest: 'Derniers articles',
  noArticles: 'Pas encore d’articles.',
  allFeeds: 'Tous les flux',
  whichFeeds: 'Abonnez-vous à tout, ou à ce qui vous intéresse.',
  opml: 'Tous les flux dans un fichier, à importer dans un lecteur de flux (OPML)',
  updated: 'Mis à jour',
  visitSite: 'Visiter le site',
  readArticle: 'Lire l’article',
  site: 'Tout le site',
  tag: 'Mots-clés',
  category: 'Catégories',
  author: 'Auteurs',
  section: 'Rubriques',
  language: 'Langues',
  own: 'Autres flux',
};

const spanish: Words = {
  whatIsAFeed:
    'Un canal te trae cada artículo nuevo de un sitio, sin cuenta y sin correo electrónico. Añade su dirección a un lector de canales, una aplicación o un sitio que reúne tus canales, y los artículos nuevos aparecerán allí por sí solos.',
  thisIsAFeed:
    'Esto es un canal: está pensado para lectores de canales. Para suscribirte, copia su dirección de la barra de direcciones en el tuyo.',
  subscribe: 'Suscribirse',
  address: 'Dirección de este canal',
  copy: 'Copiar',
  copied: 'Copiada',
  openIn: 'Abrir en un lector de canales',
  appOnThisDevice: 'Aplicación en este dispositivo',
  formats: 'Formatos',
  newest: 'Artículos más recientes',
  noArticles: 'Todavía no hay artículos.',
  allFeeds: 'Todos los canales',
  whichFeeds: 'Suscríbete a todo, o a lo que te interese.',
  opml: 'Todos los canales en un archivo, para importarlo en un lector de canales (OPML)',
  updated: 'Actualizado',
  visitSite: 'Visitar el sitio',
  readArticle: 'Leer el artículo',
  site: 'Todo el sitio',
  tag: 'Etiquetas',
  category: 'Categorías',
  author: 'Autores',
  section: 'Secciones',
  language: 'Idiomas',
  own: 'Más canales',
};

const arabic: Words = {
  whatIsAFeed:
    'تجلب لك الخلاصة كل مقال جديد في الموقع، بلا حساب وبلا بريد إلكتروني. أضف عنوانها إلى قارئ خلاصات، وهو تطبيق أو موقع يجمع خلاصاتك، فتظهر المقالات الجديدة فيه من تلقاء نفسها.',
  thisIsAFeed: 'هذه خلاصة مخصصة لقارئات الخلاصات. للاشتراك، انسخ عنوانها من شريط العنوان إلى قارئ الخلاصات لديك.',
  subscribe: 'اشتراك',
  address: 'عنوان هذه الخلاصة',
  copy: 'نسخ',
  copied: 'تم النسخ',
  openIn: 'افتح في قارئ خلاصات',
  appOnThisDevice: 'تطبيق على هذا الجهاز',
  formats: 'الصيغ',
  newest: 'أحدث المقالات',
  noArticles: 'لا توجد مقالات بعد.',
  allFeeds: 'كل الخلاصات',
  whichFeeds: 'اشترك في كل شيء، أو فيما يهمك.',
  opml: 'كل الخلاصات في ملف واحد لاستيراده في قارئ خلاصات (OPML)',
  updated: 'آخر تحديث',
  visitSite: 'زيارة الموقع',
  readArticle: 'قراءة المقال',
  site: 'الموقع كله',
  tag: 'الوسوم',
  category: 'التصنيفات',
  author: 'الكتّاب',
  section: 'الأقسام',
  language: 'اللغات',
  own: 'خلاصات أخرى',
};

const japanese: Words = {
  whatIsAFeed:
    'フィードは、アカウントもメールも使わずに、サイトの新しい記事をすべて届けます。フィードのアドレスをフィードリーダー（フィードをまとめて読むアプリやサイト）に追加すると、新しい記事が自動的に表示されます。',
  thisIsAFeed:
    'これはフィードリーダー向けのフィードです。購読するには、アドレスバーのアドレスをフィードリーダーにコピーしてください。',
  subscribe: '購読する',
  address: 'このフィードのアドレス',
  copy: 'コピー',
  copied: 'コピーしました',
  openIn: 'フィードリーダーで開く',
  appOnThisDevice: 'この端末のアプリ',
  formats: '形式',
  newest: '新着記事',
  noArticles: '記事はまだありません。',
  allFeeds: 'すべてのフィード',
  whichFeeds: 'すべてを、または興味のあるものだけを購読できます。',
  opml: 'すべてのフィードを一つのファイルで（フィードリーダーに読み込む OPML）',
  updated: '更新日',
  visitSite: 'サイトを見る',
  readArticle: '記事を読む',
  site: 'サイト全体',
  tag: 'タグ',
  category: 'カテゴリー',
  author: '著者',
  section: 'セクション',
  language: '言語',
  own: 'その他のフィード',
};

/** By the first part of a language tag. */
export const spoken: ReadonlyMap<string, Words> = new Map([
  ['en', english],
  ['de', german],
  ['fr', french],
  ['es', spanish],
  ['ar', arabic],
  ['ja', japanese],
]);

/** The words of a language, or English where we do not speak it; and which language they are in. */
export function wordsFor(tag = 'en'): { readonly language: string; readonly words: Words } {
  const language = tag.split('-')[0]?.toLowerCase() ?? '';
  const words = spoken.get(language);
  return words === undefined ? { language: 'en', words: english } : { language, words };
}
