/// Who a customer is, by numbers: places in the pools of `Names`, `Places` and `CompanyWords`.
struct Profile {
  var pool = 0
  var given = 0
  /// −1 for people of one name.
  var family = -1
  var isMan = false
  var place = 0
  var street = 0
  var house = 0
  /// The subscriber's digits behind the country's code.
  var phone = 0
  var company = CompanyName()
  /// Days since 1970, or nil where nobody asked.
  var birth: Int?
}

/// A company's name: a form and two words.
struct CompanyName {
  var form = 0
  var first = 0
  var second = 0
}

/// Draws profiles. Those of a household share a name and an address; contacts share their company's.
struct ProfileDraw: Sendable {
  let seed: UInt64
  let layout: Layout
  let lastDay: Int
  private let pools = Names.pools
  private let poolDraw = Names.draw
  private let placeDraw = Places.draw
  /// How many days old heads, spouses, children, children and parents are.
  private static let ages = [11_000...19_000, 10_500...18_500, 2_600...9_000, 2_200...8_000, 20_000...28_000]
  private static let mobilePrefixes = [811, 812, 813, 821, 822, 852, 853, 857, 877, 878, 895, 896]

  init(seed: UInt64, layout: Layout, lastDay: Int) {
    self.seed = seed
    self.layout = layout
    self.lastDay = lastDay
  }

  func profile(of row: Int) -> Profile {
    var random = SeededRandom(seed: seed, purpose: .profile, subject: row)
    var profile = own(&random, row)
    switch layout.position(of: row) {
    case .single, .household, .company:
      break
    case .member(let head, let place):
      let home = self.profile(of: head)
      let isHead = place == 0
      let isMan = isHead ? home.isMan : place == 1 ? !home.isMan : profile.isMan
      profile = joined(profile, to: home, isMan: isMan, &random)
      if isHead { profile.given = home.given }
      if profile.birth != nil { profile.birth = lastDay - random.within(Self.ages[place]) }
    case .contact(let head, _):
      let office = self.profile(of: head)
      profile.place = office.place
      profile.street = office.street
      profile.house = office.house
      profile.company = office.company
    }
    return profile
  }

  /// A member of the household `home`: the same people, family name and address.
  private func joined(_ person: Profile, to home: Profile, isMan: Bool, _ random: inout SeededRandom) -> Profile {
    var member = home
    member.isMan = isMan
    member.given = given(of: home.pool, isMan: isMan, &random)
    member.phone = person.phone
    member.birth = person.birth
    return member
  }

  private func own(_ random: inout SeededRandom, _ row: Int) -> Profile {
    var profile = Profile()
    profile.pool = Int(poolDraw[random.below(poolDraw.count)])
    profile.isMan = random.chance(0.48)
    profile.given = given(of: profile.pool, isMan: profile.isMan, &random)
    let families = pools[profile.pool].family.count
    profile.family = families > 0 ? random.below(families) : -1
    settle(&profile, &random)
    profile.house = 1 + random.below(random.chance(0.7) ? 60 : 240)
    profile.phone =
      Self.mobilePrefixes[random.below(Self.mobilePrefixes.count)] * 100_000_000 + random.below(100_000_000)
    profile.company = CompanyName(
      form: random.below(CompanyWords.forms.count), first: random.below(CompanyWords.first.count),
      second: random.below(CompanyWords.second.count))
    if random.chance(0.76) || row == Layout.budi { profile.birth = lastDay - random.within(6_300...26_500) }
    if row == 0 {
      profile.pool = Names.budi.pool
      profile.given = Names.budi.given
      profile.family = Names.budi.family
      profile.isMan = true
      profile.place = Places.depok
      profile.street = random.below(Places.streets.count)
    }
    return profile
  }

  private func given(of pool: Int, isMan: Bool, _ random: inout SeededRandom) -> Int {
    let names = pools[pool]
    return isMan ? random.below(names.menCount) : names.menCount + random.below(names.given.count - names.menCount)
  }

  private func settle(_ profile: inout Profile, _ random: inout SeededRandom) {
    let home = pools[profile.pool].country
    var country = 0
    if home == 0 {
      if random.chance(0.02) { country = random.below(Places.dialling.count) }
    } else if random.chance(0.7) {
      country = home == 1 && random.chance(0.3) ? Places.dialling.count - 1 : home
    }
    let cities = placeDraw[country]
    profile.place = Int(cities[random.below(cities.count)])
    profile.street = country == 0 ? random.below(Places.streets.count) : country - 1
  }
}
