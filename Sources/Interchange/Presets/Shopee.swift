extension Preset {
  static let shopee = [
    Preset(
      name: "shopee.orders.id", title: "Shopee orders (Indonesia)",
      signature: ["No. Pesanan", "Status Pesanan", "Nama Produk", "Username (Pembeli)", "Jumlah"],
      known: [
        "No. Pesanan", "Status Pesanan", "Alasan Pembatalan", "Status Pembatalan/ Pengembalian", "No. Resi",
        "Opsi Pengiriman", "Antar ke counter/ pick-up", "Pesanan Harus Dikirimkan Sebelum (Menghindari keterlambatan)",
        "Waktu Pengiriman Diatur", "Waktu Pesanan Dibuat", "Waktu Pembayaran Dilakukan", "SKU Induk", "Nama Produk",
        "Nomor Referensi SKU", "Nama Variasi", "Harga Awal", "Harga Setelah Diskon", "Jumlah", "Total Harga Produk",
        "Total Diskon", "Diskon Dari Penjual", "Diskon Dari Shopee", "Berat Produk", "Jumlah Produk di Pesan",
        "Total Berat", "Voucher Ditanggung Penjual", "Cashback Koin", "Voucher Ditanggung Shopee", "Paket Diskon",
        "Paket Diskon (Diskon dari Shopee)", "Paket Diskon (Diskon dari Penjual)", "Potongan Koin Shopee",
        "Diskon Kartu Kredit", "Ongkos Kirim Dibayar oleh Pembeli", "Total Pembayaran", "Perkiraan Ongkos Kirim",
        "Catatan dari Pembeli", "Catatan", "Username (Pembeli)", "Nama Penerima", "No. Telepon", "Alamat Pengiriman",
        "Kota/Kabupaten", "Provinsi", "Waktu Pesanan Selesai",
        "Returned quantity", "Metode Pembayaran",
      ], currency: "IDR", outputs: [buyers, products, lines])
  ]

  private static let buyer: @Sendable (PresetRow) -> String = { row in
    row["Username (Pembeli)"].isEmpty ? "guest " + row["No. Pesanan"] : "shopee-" + row["Username (Pembeli)"]
  }

  private static let product: @Sendable (PresetRow) -> String = { row in
    let sku = row.first("Nomor Referensi SKU", "SKU Induk")
    return sku.isEmpty ? PresetFix.trimmed(row["Nama Produk"] + " " + row["Nama Variasi"]) : sku
  }

  private static let buyers = PresetOutput(
    table: "customers",
    columns: [
      PresetColumn("id", buyer), PresetColumn("shopeeUsername", "Username (Pembeli)"),
      PresetColumn("name", "Nama Penerima", fix: unmasked), PresetColumn("phone", "No. Telepon", fix: PresetFix.phone),
      PresetColumn("address", "Alamat Pengiriman", fix: unmasked), PresetColumn("city", "Kota/Kabupaten"),
      PresetColumn("region", "Provinsi"), PresetColumn("country", always: "Indonesia"),
    ], mergesRows: true, identity: ["shopeeUsername"])

  /// Names and addresses of finished orders are hidden with stars.
  private static func unmasked(_ text: String) -> String { text.contains("*") ? "" : text }

  private static let products = PresetOutput(
    table: "products", columns: [PresetColumn("id", product), PresetColumn("name", "Nama Produk")], mergesRows: true,
    applies: { !product($0).isEmpty })

  private static let lines = PresetOutput(
    table: "purchases",
    columns: [
      PresetColumn("id", of: ["No. Pesanan"], isDistinct: true) { $0["No. Pesanan"] + " " + product($0) },
      PresetColumn("order", "No. Pesanan"), PresetColumn("customer", buyer),
      PresetColumn("date", "Waktu Pesanan Dibuat", "Waktu Pembayaran Dilakukan"),
      PresetColumn("amount", "Total Harga Produk", fix: PresetFix.rupiah), PresetColumn("quantity", "Jumlah"),
      PresetColumn("product", of: ["Nomor Referensi SKU", "SKU Induk"], product),
      PresetColumn("status", "Status Pesanan"),
      // What was cancelled counts for nothing.
      PresetColumn("refunded") { row in
        Names.words(row["Status Pesanan"]).contains { $0 == "batal" || $0 == "dibatalkan" }
          ? PresetFix.rupiah(row["Total Harga Produk"]) : ""
      }, PresetColumn("spec", "Nama Variasi"), PresetColumn("channel", always: "Shopee"),
    ], keepsRest: true)
}
