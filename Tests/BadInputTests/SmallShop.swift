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
      SourceFile(name: "payments.csv", text: payments), SourceFile(name: "activities.csv", text: activities),
      SourceFile(name: "rates.csv", text: rates),
    ]
    return try Loader.load(name: "shop", files: files, currency: "USD").book.withStandardTables()
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

  private static let payments = """
    customer,at,amount,currency
    C1,2026-06-01,100.00,EUR
    C2,2026-05-20,5000,JPY
    C2,2026-06-20,7000,JPY
    C3,2026-06-20,5.00,
    """

  private static let activities = """
    activity,rate,currency
    call,5.00,Dollar
    """

  /// Of yen the first rate comes too late, of pounds all of them do.
  private static let rates = """
    currency,date,rate
    EUR,2026-01-01,1.10
    JPY,2026-06-01,0.0065
    GBP,2026-12-31,1.27
    """
}
