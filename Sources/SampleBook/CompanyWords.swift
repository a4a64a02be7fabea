/// What companies are called.
enum CompanyWords {
  static let forms = Phrases(parts: ["PT ", "PT ", "CV ", "CV ", "UD ", "Toko ", "Koperasi ", "Firma "])
  static let first = Phrases(parts: [
    "Maju", "Sumber", "Sinar", "Karya", "Mitra", "Cahaya", "Berkah", "Anugerah", "Bintang", "Surya", "Tunas", "Usaha",
    "Citra",
    "Prima",
  ])
  static let second = Phrases(parts: [
    "Jaya", "Rezeki", "Abadi", "Makmur", "Sejahtera", "Mandiri", "Bersama", "Utama", "Lestari", "Nusantara", "Perkasa",
    "Sentosa", "Gemilang", "Bahari",
  ])
  static let firstMail = mail(
    "maju,sumber,sinar,karya,mitra,cahaya,berkah,anugerah,bintang,surya,tunas,usaha,citra,prima")
  static let secondMail = mail(
    "jaya,rezeki,abadi,makmur,sejahtera,mandiri,bersama,utama,lestari,nusantara,perkasa,sentosa,gemilang,bahari")

  private static func mail(_ list: String) -> Phrases { Phrases(list: list) }

  /// Whom customers came from and went to.
  static let rivals = Phrases(cells: [
    "Gerai Makmur", "Toko Sebelah", "MegaMart", "Pasar Digital", "Supplier Direct, Ltd.", "Kantorku", "Serba Ada",
  ])
}
