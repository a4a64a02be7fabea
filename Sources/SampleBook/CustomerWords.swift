/// The words of the coded and free columns of `customers`, as cells.
enum CustomerWords {
  static let householdRoles = Phrases(cells: ["head", "spouse", "child", "child", "parent", "relative"])
  static let contactRoles = Phrases(cells: ["owner", "buyer", "accounts", "warehouse", "director"])
  static let mailDomains = Phrases(parts: [
    "@example.com", "@example.id", "@mail.example", "@example.org", "@example.net", "@example.com", "@example.id",
  ])
  static let salutations = Phrases(cells: ["Bapak", "Ibu", "Mas", "Mbak", "Mr", "Ms"])
  static let occupations = Phrases(cells: [
    "teacher", "student", "civil servant", "farmer", "trader", "driver", "nurse", "doctor", "engineer", "homemaker",
    "entrepreneur", "designer", "accountant", "retired", "soldier", "lecturer", "fisherman", "cook", "programmer",
    "tailor",
  ])
  static let classes = Phrases(cells: ["A", "B", "B", "C", "C", "C", "D", "E"])
  static let staff = Phrases(cells: [
    "Rina", "Doni", "Yohanes", "Siska", "Made Arta", "Hasan", "Clara", "Togi", "Wening", "Fikri", "Noor", "Łucja",
  ])
  static let companyRoles = Phrases(cells: [
    "customer", "customer", "customer|retailer", "customer|distributor", "distributor", "customer|supplier", "supplier",
    "retailer",
  ])
  static let tiers = Phrases(cells: ["basic", "silver", "gold"])
  static let contactChannels = Phrases(cells: ["whatsapp", "email", "phone", "sms", "post", "chat"])
  static let times = Phrases(cells: ["morning", "afternoon", "evening"])
  static let tags = Phrases(cells: [
    "vip", "newsletter", "newsletter|app", "fair trade", "gift buyer", "bulk", "complainer", "vip|newsletter|app",
    "halal",
    "early bird", "cash only", "kopi|teh",
  ])
  static let notes = Phrases(cells: [
    "Prefers delivery after 17:00",
    "Said \"call me Bang\", never Bapak",
    "Moved house,\nnew address to follow",
    "Allergic to nuts; check the hampers, please",
    "Met at the fair, wants a quote for 40 chairs, 2 printers",
    "Line 1: gate code 4711\nLine 2: dog bites\nLine 3: ring twice",
    "Suka kopi tubruk, tidak suka yang manis",
    "=SUM(A1:A2)",
    "Pelanggan sejak toko masih di pasar 😀",
    "会说中文",
    "Pays late, pays always",
    "  ",
  ])
}
