import Book
import Columns
import Diagnostics
import Testing

@testable import Interchange

@Suite struct ShopTests {
  private let customers: [[String: String]] = [
    [
      "Customer ID": "'7001", "First Name": "Ani", "Last Name": "Sari", "Email": "ani@x.id",
      "Accepts Email Marketing": "yes", "Accepts SMS Marketing": "no", "Default Address City": "Depok",
      "Default Address Zip": "'01234", "Default Address Phone": "'+628111", "Tags": "vip, wholesale",
      "Total Spent": "120.50", "Total Orders": "3", "Tax Exempt": "no",
    ],
    [
      "Customer ID": "'7002", "First Name": "Budi", "Email": "", "Phone": "+62 812 3456 7890",
      "Accepts Email Marketing": "no",
    ],
  ]

  private let orders: [[String: String]] = [
    [
      "Name": "#1002", "Email": "ANI@x.id", "Financial Status": "paid", "Currency": "USD",
      "Created at": "2026-02-01 10:00:00 +0700",
      "Lineitem quantity": "2", "Lineitem name": "Soap", "Lineitem price": "10.25", "Lineitem sku": "S1",
      "Refunded Amount": "5.00", "Accepts Marketing": "yes", "Billing Name": "Ani Sari", "Vendor": "Acme",
      "Source": "web",
      "Lineitem discount": "0.50", "Total": "30.00",
    ],
    ["Name": "#1002", "Lineitem quantity": "1", "Lineitem name": "Gift, wrapped", "Lineitem price": "3"],
    ["Name": "#1002", "Lineitem quantity": "1", "Lineitem name": "Gift, wrapped", "Lineitem price": "3"],
    [
      "Name": "#1001", "Email": "", "Financial Status": "voided", "Currency": "USD",
      "Created at": "2026-01-31 09:00:00 +0700",
      "Lineitem quantity": "1", "Lineitem name": "Soap", "Lineitem price": "10.25", "Lineitem sku": "S1",
      "Refunded Amount": "0.00",
    ],
  ]

  @Test func shopifyCustomers() throws {
    let next = try plan(["export.csv": export("shopify.customers", customers)])
    #expect(
      next.recognitions[0].preset == "shopify.customers" && next.recognitions[0].tables == ["customers", "consents"])
    #expect(
      try rows(next.book, "customers", "id", "name", "phone", "postalCode", "tags", "TotalSpent", "TotalOrders")
        == ["7001|Ani Sari|+628111|01234|vip+wholesale|12050c|3", "7002|Budi|+62 812 3456 7890|-|-|-|-"])
    #expect(
      try rows(next.book, "consents", "customer", "channel", "purpose", "granted")
        == ["7001|email|marketing|yes", "7001|sms|marketing|no", "7002|email|marketing|no"])
  }

  @Test func shopifyOrdersGiveCustomersProductsAndLines() throws {
    let next = try plan(["orders.csv": export("shopify.orders", orders)])
    #expect(
      try rows(next.book, "purchases", "id", "order", "customer", "amount", "quantity", "refunded", "status")
        == [
          "#1002 S1|#1002|ani@x.id|2000c|2|500c|paid", "#1002 Gift, wrapped|#1002|ani@x.id|300c|1|-|paid",
          "#1002 Gift, wrapped (2)|#1002|ani@x.id|300c|1|-|paid",
          "#1001 S1|#1001|guest #1001|1025c|1|1025c|voided",
        ])
    #expect(try rows(next.book, "customers", "id", "name") == ["ani@x.id|Ani Sari", "guest #1001|-"])
    #expect(
      try rows(next.book, "products", "id", "name", "brand") == ["S1|Soap|Acme", "Gift, wrapped|Gift, wrapped|-"])
    #expect(try rows(next.book, "consents", "customer", "granted") == ["ani@x.id|yes"])
    #expect(try rows(next.book, "purchases", "Total") == ["3000c", "-", "-", "-"])
    #expect(next.book.currency == "USD")
  }

  @Test func ordersFindTheCustomersOfTheOtherExport() throws {
    let both = try plan(["a.csv": export("shopify.customers", customers), "b.csv": export("shopify.orders", orders)])
    #expect(try rows(both.book, "customers", "id") == ["7001", "7002", "guest #1001"])
    #expect(try rows(both.book, "purchases", "customer").prefix(3).allSatisfy { $0 == "7001" })
    let again = try plan(
      ["a.csv": export("shopify.customers", customers), "b.csv": export("shopify.orders", orders)], into: both.book,
      ImportOptions(batch: 3))
    #expect(again.added == 0 && again.updated == 0)
  }

  @Test func aMendedOrderLineFindsItsOrder() throws {
    var broken = orders
    broken[1]["Lineitem quantity"] = "many"
    let file = SourceFile(name: "orders.csv", text: try export("shopify.orders", broken))
    let next = try Importer.plan([file], into: emptyBook())
    #expect(next.rejects.map(\.line) == [3])
    let rejects = try #require(try RejectsFile.texts(next, of: [file]).first?.text)
    #expect(rejects.contains("ANI@x.id"))
    let after = try plan(
      ["orders rejected.csv": rejects.replacing("many", with: "4")], into: next.book, ImportOptions(batch: 2))
    #expect(after.recognitions[0].preset == "shopify.orders")
    #expect(after.tables.first { $0.name == "purchases" }?.rejected == 0)
    #expect(try rows(after.book, "purchases", "customer", "quantity").contains("ani@x.id|4"))
    #expect(try rows(after.book, "customers", "id").count == 2)
  }

  @Test func ordersInAnotherCurrencySaySo() throws {
    var mixed = orders
    mixed[3]["Currency"] = "EUR"
    let next = try plan(["orders.csv": export("shopify.orders", mixed)])
    #expect(next.rejects.isEmpty)
    #expect(next.book.currency == "USD")
    #expect(
      try rows(next.book, "purchases", "order", "currency").sorted() == [
        "#1001|EUR", "#1002|USD", "#1002|USD", "#1002|USD",
      ])
  }

  @Test func stripe() throws {
    let next = try plan([
      "customers.csv": export(
        "stripe.customers",
        [
          [
            "id": "cus_1", "Email": "ani@x.id", "Name": "Ani", "Created (UTC)": "2026-01-01 10:00",
            "tag (metadata)": "gold",
          ]
        ]),
      "payments.csv": export(
        "stripe.charges",
        [
          [
            "id": "ch_1", "Customer ID": "cus_1", "Created date (UTC)": "2026-01-02 10:00", "Amount": "10.00",
            "Amount Refunded": "2.00", "Currency": "usd", "Status": "Paid", "Payment Source Type": "card",
          ],
          [
            "id": "ch_2", "Created date (UTC)": "2026-01-03 10:00", "Amount": "11.00", "Currency": "usd",
            "Status": "Failed",
          ],
          [
            "id": "ch_3", "Customer Email": "neu@x.id", "Created date (UTC)": "2026-01-03 10:00", "Amount": "12.00",
            "Currency": "usd", "Status": "Paid",
          ],
        ]),
    ])
    #expect(
      try rows(next.book, "purchases", "id", "customer", "amount", "refunded") == [
        "ch_1|cus_1|1000c|200c", "ch_3|neu@x.id|1200c|-",
      ])
    #expect(
      try rows(next.book, "payments", "customer", "status", "method") == [
        "cus_1|Paid|card", "guest ch_2|Failed|-", "neu@x.id|Paid|-",
      ])
    #expect(try rows(next.book, "customers", "id", "tagMetadata") == ["cus_1|gold", "guest ch_2|-", "neu@x.id|-"])
  }

  @Test func marketplacesOfIndonesia() throws {
    let shopee = try plan([
      "orders.csv": export(
        "shopee.orders.id",
        [
          [
            "No. Pesanan": "A1", "Status Pesanan": "Selesai", "Username (Pembeli)": "ani", "Nama Produk": "Sabun",
            "Nama Variasi": "Merah", "Jumlah": "2", "Total Harga Produk": "Rp20.000",
            "Waktu Pesanan Dibuat": "2026-01-05 10:00", "No. Telepon": "******12", "Kota/Kabupaten": "DEPOK",
            "Harga Awal": "Rp10.000",
          ],
          [
            "No. Pesanan": "A2", "Status Pesanan": "Batal", "Username (Pembeli)": "ani", "Nama Produk": "Sabun",
            "Jumlah": "1", "Total Harga Produk": "Rp1.000.000", "Waktu Pesanan Dibuat": "2026-01-06 10:00",
          ],
        ])
    ])
    #expect(shopee.book.currency == "IDR")
    #expect(
      try rows(shopee.book, "purchases", "id", "customer", "amount", "refunded", "HargaAwal")
        == ["A1 Sabun Merah|shopee-ani|2000000c|-|1000000c", "A2 Sabun|shopee-ani|100000000c|100000000c|-"])
    #expect(try rows(shopee.book, "customers", "id", "shopeeUsername", "city") == ["shopee-ani|ani|DEPOK"])
    let tikTok = try plan([
      "orders.csv": export(
        "tiktok_tokopedia.orders",
        [
          [
            "Order ID": "Platform unique order ID.", "Quantity": "SKU sold quantity",
            "Created Time": "Order created time.",
          ],
          [
            "Order ID": "5761", "Order Status": "Completed", "Seller SKU": "S1", "SKU ID": "9", "Product Name": "Sabun",
            "Quantity": "1", "SKU Subtotal After Discount": "IDR 15.000", "Created Time": "05/01/2026 10:00:00",
            "Buyer Username": "budi", "Product Category": "Home",
          ],
        ])
    ])
    #expect(
      try rows(tikTok.book, "purchases", "id", "customer", "amount", "date") == ["5761 S1|tiktok-budi|1500000c|d20458"])
    #expect(try rows(tikTok.book, "products", "id", "category") == ["S1|Home"])
  }

  @Test func wooCommerce() throws {
    let next = try plan([
      "customers.csv": export(
        "woo.customers",
        [["Name": "Ani", "Username": "ani", "Email": "ani@x.id", "Sign Up": "2026-01-01", "Total Spend": "12.5"]]),
      "orders.csv": export(
        "woo.orders",
        [
          [
            "Date": "2026-01-02 10:00:00", "Order #": "12", "Customer": "Ani", "Items sold": "2", "Net Sales": "12.5",
            "Status": "completed",
          ]
        ]),
    ])
    #expect(try rows(next.book, "purchases", "id", "customer", "amount") == ["12|guest Ani|1250c"])
  }
}
