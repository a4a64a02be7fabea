/// The words of coded columns, as cells, and how often each is drawn.
enum Words {
  static let kinds = Phrases(cells: ["person", "household", "company"])

  static let channels = Phrases(cells: ["store", "website", "app", "marketplace", "phone", "chat", "email"])
  /// Channels without a face or a voice.
  static let digitalChannels: Set<Int> = [1, 2, 3, 5, 6]
  static let channelDraw = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 5]

  static let sources = Phrases(cells: [
    "referral", "walk-in", "website", "search engine", "catalogue", "social", "marketplace", "advertising", "email",
    "telemarketing", "exhibition", "seminar", "networking", "publicity", "sampling",
  ])
  static let referralSource = 0
  static let personSourceDraw = [0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 3, 4, 5, 5, 6, 6, 6, 13, 7]
  static let companySourceDraw = [0, 9, 9, 10, 10, 11, 12, 12, 12, 3, 2, 13]

  /// The source that a campaign's medium stands for.
  static func source(ofMedium medium: String) -> Int {
    switch medium {
    case "referral": referralSource
    case "search": 3
    case "social": 5
    case "email", "whatsapp": 8
    case "telemarketing": 9
    case "exhibition": 10
    case "seminar": 11
    case "sampling": 14
    default: 7
    }
  }

  static let purchaseStatus = Phrases(cells: ["completed", "returned", "cancelled", "pending"])
}
