/// The words of `interactions` and `cases`, as cells.
enum DialogueWords {
  static let channels = Phrases(cells: [
    "whatsapp", "phone", "email", "website", "store", "letter", "chat", "instagram",
  ])
  /// What a contact over each channel costs the shop, in hundredths.
  static let channelCosts = [35, 210, 45, 5, 160, 320, 30, 25]
  static let touchpoints = Phrases(cells: [
    "contact centre", "order page", "store counter", "delivery", "complaint desk", "showroom", "trade fair stand",
    "shop window", "unboxing", "product page", "invoice", "friend's kitchen",
  ])
  static let kinds = Phrases(cells: ["experience", "mass", "observation"])
  static let outcomes = Phrases(cells: [
    "answered", "ordered", "call back", "no answer", "sent quote", "resolved", "not interested", "passed on",
  ])
  static let notes = Phrases(cells: [
    "Asked for the price of 12", "Wants it before Lebaran", "\"Kapan sampai?\", for the third time",
    "Very pleased with the packing", "Needs a receipt with the tax number", "Spoke to his wife, too",
    "Complained about the courier,\nnot about us", "Tanya ukuran XL", "Will decide after payday",
    "Likes the blue one; hates the green", "Asks whether it is halal", "Menunggu stok datang",
  ])
  static let caseKinds = Phrases(cells: ["question", "complaint", "claim", "return"])
  static let caseStatus = Phrases(cells: ["resolved", "open", "waiting"])
  static let caseNotes = Phrases(cells: [
    "Arrived broken, photo attached", "Wrong size", "Colour differs from the picture", "Arrived after the feast",
    "Printer eats paper, then smokes", "Charged twice, or so she says", "\"Never again\"",
    "Two of six cups missing, one chipped", "Ink leaked on the batik;\nwants both refunded", "Tidak sesuai pesanan",
  ])
}
