/// The campaigns laid on the shop's calendar. Numbers count from 1; 0 stands for no campaign.
struct Campaigns: Sendable {
  struct Window: Sendable {
    /// Days since the book's first day; the first may lie before it.
    let start: Int
    let end: Int
  }

  static let count = CampaignPlan.all.count
  let windows: [Window]
  let effects = CampaignPlan.all.map(\.effect)
  /// The source that each campaign's newcomers are written down with: an index in `Words.sources`.
  let sources = CampaignPlan.all.map { Words.source(ofMedium: $0.medium) }
  /// For each day of the book, the campaigns that draw newcomers, each as often as it pulls: consumers', then companies'.
  private let pulling: [[[UInt8]]]

  init(season: Season) {
    let windows = CampaignPlan.all.map { plan in
      let start = Self.start(of: plan, season)
      return Window(start: start, end: min(start + plan.length - 1, Season.dayCount - 1))
    }
    self.windows = windows
    pulling = [false, true].map { isB2B in
      (0..<Season.dayCount).map { day in
        CampaignPlan.all.indices.flatMap { index in
          let plan = CampaignPlan.all[index]
          let isOn = windows[index].start <= day && day <= windows[index].end && plan.effect.isB2B == isB2B
          return [UInt8](repeating: UInt8(index + 1), count: isOn ? plan.effect.pull : 0)
        }
      }
    }
  }

  private static func start(of plan: CampaignPlan, _ season: Season) -> Int {
    switch plan.start {
    case .daysAgo(let days):
      return Season.dayCount - 1 - days
    case .lebaran(let back):
      let past = Season.lebaran.filter { $0 <= season.lastDay }
      // Beyond the years whose feasts are known, a campaign keeps its distance from the last day.
      guard back < past.count else { return Season.dayCount - 1 - 130 - 354 * back }
      return past[past.count - 1 - back] - 28 - season.firstDay
    }
  }

  /// The campaign that brings in a newcomer of this day, or 0.
  func campaign(drawingOn day: Int, isB2B: Bool, _ random: inout SeededRandom) -> Int {
    let running = pulling[isB2B ? 1 : 0][day]
    guard !running.isEmpty, random.chance(min(0.07 * Double(running.count), 0.55)) else { return 0 }
    return Int(running[random.below(running.count)])
  }
}

/// What became of addressing one customer in one campaign.
struct Contact {
  /// From 1.
  var campaign: Int
  /// Days since the book's first.
  var day: Int
  var isBounced = false
  var isOpened = false
  var isClicked = false
  var isOptedOut = false
  /// The day of an order that would not have been without the campaign, or nil.
  var extraOrder: Int?
}

/// Whom the campaigns reached: the same answer wherever it is asked, be it for the responses or for the orders that followed.
struct Outreach: Sendable {
  let seed: UInt64
  let campaigns: Campaigns

  /// Every contact with a customer who has been known since `known`, in the order of the plan.
  func contacts(with row: Int, known: Int, isCompany: Bool, into contacts: inout [Contact]) {
    contacts.removeAll(keepingCapacity: true)
    var random = SeededRandom(seed: seed, purpose: .contact, subject: row)
    for (index, window) in campaigns.windows.enumerated() where window.start > known {
      let plan = campaigns.effects[index]
      guard plan.isDirect, plan.isB2B == isCompany, random.chance(plan.reach) else { continue }
      let length = window.end - window.start + 1
      var contact = Contact(campaign: index + 1, day: window.start + random.below(max(length / 2, 1)))
      contact.isBounced = random.chance(0.03)
      contact.isOpened = random.chance(plan.openRate) && !contact.isBounced
      contact.isClicked = contact.isOpened && random.chance(plan.clickRate)
      contact.isOptedOut = contact.isOpened && random.chance(0.02)
      if !contact.isBounced, random.chance(plan.uplift) {
        contact.isOpened = true
        contact.isClicked = true
        let day = contact.day + random.below(9)
        if day <= window.end { contact.extraOrder = day }
      }
      contacts.append(contact)
    }
  }
}
