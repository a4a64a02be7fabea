import Book
import Columns
import Interchange

/// A shop small enough to know by heart, for the mistakes in `Tests/BadInput` to be made on.
enum SmallShop {
  /// 2026-06-30
  static let today: Int32 = 20634

  static func book() throws -> Book {
    let files = [
      SourceFile(name: "customers.csv", text: customers), SourceFile(name: "purchases.csv", text: purchases),
      SourceFile(name: "products.csv", text: products), SourceFile(name: "consents.csv", text: consents),
    ]
    return try Loader.load(name: "shop", files: files).book.withStandardTables()
  }

  private static let customers = """
    id,kind,memberOf,name,email,city,birthDate,tags
    C1,person,C4,Budi Santoso,budi@example.id,Depok,1989-10-19,vip|app
    C2,person,C4,Siti Aminah,siti@example.id,Jakarta,1992-02-29,
    C3,person,,Zoë van Dijk,,Bandung,,app
    C4,household,,Keluarga Santoso,,Depok,,
    """

  private static let purchases = """
    id,customer,order,date,amount,cost,quantity,product,channel,refunded
    P1,C1,O1,2026-06-01,120.50,60.00,1,A,web,
    P2,C1,O2,2026-06-20,450.00,200.00,2,B,store,50.00
    P3,C2,O3,2025-12-24,15.00,,1,A,web,
    P4,C3,O4,2026-01-31,9.99,4.00,3,C,app,
    """

  private static let products = """
    id,name,brand,category
    A,Kopi Gayo,Gayo,coffee
    B,Mesin kopi,Barista,machines
    C,Teh melati,Melati,tea
    """

  private static let consents = """
    customer,channel,purpose,granted,at
    C1,email,marketing,true,2026-01-01
    C2,email,marketing,false,2026-01-01
    """
}
