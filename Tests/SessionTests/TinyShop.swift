import Book
import Interchange

@testable import Session

/// A shop small enough to reckon its figures by hand.
enum TinyShop {
  /// A conversation with the shop on 2026-06-30.
  static func session() throws -> Session {
    let files = [
      SourceFile(name: "customers.csv", text: customers), SourceFile(name: "purchases.csv", text: purchases),
      SourceFile(name: "products.csv", text: products),
    ]
    let loaded = try Loader.load(name: "shop", files: files)
    return Session(
      store: BookStore(inMemory: loaded.book.withStandardTables()), report: loaded.report, clock: .fixed(20_634))
  }

  private static let customers = """
    id,kind,memberOf,name,email,phone,city,birthDate,tags
    C1,person,C4,Budi,budi@example.id,+628123456789,Depok,1989-10-19,vip|app
    C2,person,C4,Siti,siti@example.id,,Jakarta,1992-02-29,
    C3,person,,Zoë,,,Bandung,,app
    C4,household,,Keluarga Santoso,,,Depok,,
    """

  private static let purchases = """
    id,customer,order,date,amount,cost,quantity,product,channel,refunded
    P1,C1,O1,2026-06-01,120.50,60.00,1,A,web,
    P2,C1,O2,2026-06-20,450.00,200.00,2,B,store,50.00
    P3,C2,O3,2025-12-24,15.00,,1,A,web,
    P4,C3,O4,2026-01-31,29.97,4.00,3,C,app,
    """

  private static let products = """
    id,name,brand,category
    A,Kopi Gayo,Gayo,coffee
    B,Mesin kopi,Barista,machines
    C,Teh melati,Melati,tea
    """
}
