/// When a campaign begins.
enum CampaignStart: Sendable {
  /// So many days before the book's last day.
  case daysAgo(Int)
  /// Four weeks before the last Lebaran in the book, or the one `back` years earlier.
  case lebaran(back: Int)
}

/// What a campaign does to customers: the numbers that every one of them is drawn against.
struct CampaignEffect: Sendable {
  let isB2B: Bool
  /// Whether single customers are addressed, so that their responses are on record.
  let isDirect: Bool
  /// The share of those who could be addressed that was.
  let reach: Double
  let openRate: Double
  /// Of those who opened.
  let clickRate: Double
  /// The probability that being addressed leads to an order that would not have been: 0 where the campaign did not work.
  let uplift: Double
  /// How strongly it draws newcomers, against the others of its time.
  let pull: Int
  /// Index in `Offers.plans`, or nil.
  let offer: Int?
}

/// A campaign as it was planned, and what came of it: some worked, some did not.
struct CampaignPlan: Sendable {
  let name: String
  let objective: String
  let medium: String
  let style: String
  let callToAction: String
  /// Empty where the campaign had no place.
  let place: String
  let start: CampaignStart
  let length: Int
  /// Hundredths.
  let budget: Int
  let effect: CampaignEffect

  init(
    _ name: String, _ objective: String, _ medium: String, _ style: String, _ callToAction: String, place: String = "",
    isB2B: Bool = false, _ start: CampaignStart, length: Int, budget: Int, reach: Double, open: Double = 0,
    click: Double = 0, uplift: Double = 0, pull: Int = 0, offer: Int? = nil
  ) {
    self.name = name
    self.objective = objective
    self.medium = medium
    self.style = style
    self.callToAction = callToAction
    self.place = place
    self.start = start
    self.length = length
    self.budget = budget * 100
    effect = CampaignEffect(
      isB2B: isB2B, isDirect: open > 0, reach: reach, openRate: open, clickRate: click, uplift: uplift, pull: pull,
      offer: offer)
  }
}

extension CampaignPlan {
  /// Every campaign of the shop, oldest first within each line of thought.
  static let all: [CampaignPlan] = [
    // Four that worked: at the right time, to people who had asked for it, with a reason to act.
    CampaignPlan(
      "Lebaran Hampers I", "action", "email", "emotional|serious", "order", .lebaran(back: 2), length: 30, budget: 900,
      reach: 0.65, open: 0.42, click: 0.30, uplift: 0.13, pull: 3, offer: 0),
    CampaignPlan(
      "Lebaran Hampers II", "action", "email", "emotional|serious", "order", .lebaran(back: 1), length: 30,
      budget: 1_200,
      reach: 0.65, open: 0.45, click: 0.32, uplift: 0.15, pull: 3, offer: 0),
    CampaignPlan(
      "Lebaran Hampers III", "action", "whatsapp", "emotional|funny", "order", .lebaran(back: 0), length: 30,
      budget: 1_500,
      reach: 0.7, open: 0.71, click: 0.28, uplift: 0.18, pull: 4, offer: 0),
    CampaignPlan(
      "Ink Refill Reminder", "action", "sms", "rational|factual", "order", .daysAgo(300), length: 21, budget: 250,
      reach: 0.5, open: 0.8, click: 0.16, uplift: 0.09, offer: 1),
    // Some that brought newcomers.
    CampaignPlan(
      "Grand Opening", "cognitive", "outdoor", "factual|serious", "visit", place: "Depok, Jl. Margonda Raya",
      .daysAgo(1_090), length: 60, budget: 4_000, reach: 0, pull: 6),
    CampaignPlan(
      "Bring a Friend", "action", "referral", "emotional|funny", "register", .daysAgo(700), length: 90, budget: 1_800,
      reach: 0.4, open: 0.5, click: 0.25, uplift: 0.06, pull: 6, offer: 2),
    CampaignPlan(
      "Find Us First", "cognitive", "search", "rational|factual", "visit site", .daysAgo(640), length: 600,
      budget: 9_500,
      reach: 0, pull: 5),
    CampaignPlan(
      "First Cup Free", "action", "sampling", "curiosity|funny", "taste", place: "Bandung, Braga", .daysAgo(420),
      length: 20,
      budget: 1_100, reach: 0, pull: 7, offer: 3),
    CampaignPlan(
      "Batik Day", "affective", "social", "emotional|fantasy", "register", .daysAgo(271), length: 14, budget: 1_300,
      reach: 0, pull: 6),
    // Some that did not work, though they cost.
    CampaignPlan(
      "Midnight Radio", "cognitive", "radio", "funny|fantasy", "phone", .daysAgo(950), length: 45, budget: 5_200,
      reach: 0,
      pull: 1),
    CampaignPlan(
      "Be Yourself", "affective", "television", "emotional|fantasy|curiosity", "none", .daysAgo(560), length: 40,
      budget: 14_000, reach: 0, pull: 1),
    CampaignPlan(
      "Everything Must Go", "action", "email", "rational|funny", "order", .daysAgo(500), length: 10, budget: 600,
      reach: 0.9,
      open: 0.19, click: 0.07, uplift: 0, pull: 0, offer: 4),
    CampaignPlan(
      "We Miss You", "affective", "email", "emotional", "reply", .daysAgo(210), length: 14, budget: 400, reach: 0.6,
      open: 0.22, click: 0.05, uplift: 0.005),
    CampaignPlan(
      "Lucky Draw", "action", "coupon", "fantasy|curiosity", "register", place: "Surabaya, Tunjungan", .daysAgo(365),
      length: 30, budget: 3_300, reach: 0.3, open: 0.6, click: 0.4, uplift: 0.01, pull: 4, offer: 5),
    CampaignPlan(
      "Letter from the Founder", "affective", "post", "serious|emotional", "phone", .daysAgo(820), length: 20,
      budget: 2_100,
      reach: 0.35, open: 0.5, click: 0.04, uplift: 0.02),
    // Everyday ones.
    CampaignPlan(
      "Payday Weekend", "action", "push", "rational", "order", .daysAgo(155), length: 6, budget: 300, reach: 0.8,
      open: 0.33,
      click: 0.21, uplift: 0.06, offer: 4),
    CampaignPlan(
      "Year-End Gifts", "action", "email", "emotional|funny", "order", .daysAgo(208), length: 24, budget: 900,
      reach: 0.6,
      open: 0.38, click: 0.22, uplift: 0.08, pull: 2, offer: 0),
    CampaignPlan(
      "New Serum Launch", "cognitive", "social", "factual|curiosity", "visit site", .daysAgo(120), length: 30,
      budget: 2_400,
      reach: 0, pull: 5, offer: 3),
    CampaignPlan(
      "Window in June", "affective", "display", "fantasy", "visit", place: "Jakarta, Blok M", .daysAgo(25), length: 26,
      budget: 1_700, reach: 0, pull: 4),
    CampaignPlan(
      "Birthday Wishes", "affective", "whatsapp", "emotional", "reply", .daysAgo(90), length: 91, budget: 350,
      reach: 0.25,
      open: 0.85, click: 0.2, uplift: 0.04, offer: 2),
    // Companies.
    CampaignPlan(
      "Office Supply Fair", "action", "exhibition", "rational|factual", "register", place: "Jakarta Convention Center",
      isB2B: true, .daysAgo(780), length: 4, budget: 6_500, reach: 0.3, open: 0.6, click: 0.3, uplift: 0.05, pull: 6),
    CampaignPlan(
      "Buyer Calls", "action", "telemarketing", "rational|serious", "phone", isB2B: true, .daysAgo(450), length: 60,
      budget: 2_600, reach: 0.8, open: 0.55, click: 0.25, uplift: 0.12, pull: 4),
    CampaignPlan(
      "Procurement Seminar", "cognitive", "seminar", "factual|serious", "register", place: "Surabaya", isB2B: true,
      .daysAgo(260), length: 2, budget: 3_100, reach: 0.4, open: 0.45, click: 0.35, uplift: 0.02, pull: 5),
    CampaignPlan(
      "Bulk Paper Tender", "action", "email", "rational|factual", "reply", isB2B: true, .daysAgo(70), length: 30,
      budget: 500,
      reach: 0.9, open: 0.5, click: 0.3, uplift: 0.1, pull: 2, offer: 6),
  ]
}
