/// Writes who a customer is: `name` to `language`.
struct IdentityCells {
  /// How one row is to be written.
  struct View {
    var row: Int
    var kind: Kind
    var isContact: Bool
    /// The row repeats another: the name is misspelt and the phone is written another way.
    var isMisspelt: Bool
    var hasStraySpaces: Bool

    /// Whether a cell is filled: with this probability, and always for Budi, whose card is the one that everybody opens first.
    func knows(_ probability: Double, _ random: inout SeededRandom) -> Bool {
      random.chance(probability) || row == Layout.budi
    }
  }

  private let pools = Names.pools
  private let mailDomains = CustomerWords.mailDomains

  func write(_ profile: Profile, _ view: View, _ random: inout SeededRandom, to sheet: inout CsvSheet) {
    writeName(profile, view, to: &sheet)
    writeAddressing(profile, view, &random, to: &sheet)
    writeMail(profile, view, &random, to: &sheet)
    writePhone(profile, view, &random, to: &sheet)
    writeAddress(profile, view, &random, to: &sheet)
    writePerson(profile, view, &random, to: &sheet)
  }

  private func writeName(_ profile: Profile, _ view: View, to sheet: inout CsvSheet) {
    if view.hasStraySpaces { sheet.text("  ") }
    switch view.kind {
    case .company:
      writeCompany(profile.company, to: &sheet)
    case .household:
      sheet.text("Keluarga ")
      let pool = pools[profile.pool]
      if profile.family >= 0 {
        sheet.text(pool.family, profile.family)
      } else {
        sheet.text(pool.given, profile.given)
      }
    case .person:
      writePersonName(profile, view, to: &sheet)
    }
    if view.hasStraySpaces { sheet.byte(0x20) }
    sheet.next()
    guard view.kind == .person else { return sheet.skip(2) }
    sheet.cell(pools[profile.pool].given, profile.given)
    if profile.family >= 0 { sheet.text(pools[profile.pool].family, profile.family) }
    sheet.next()
  }

  private func writeCompany(_ name: CompanyName, to sheet: inout CsvSheet) {
    let isListed = name.form == 0 && name.first % 5 == 0
    if isListed { sheet.byte(0x22) }
    sheet.text(CompanyWords.forms, name.form)
    sheet.text(CompanyWords.first, name.first)
    sheet.byte(0x20)
    sheet.text(CompanyWords.second, name.second)
    if isListed { sheet.text(", Tbk\"") }
  }

  private func writePersonName(_ profile: Profile, _ view: View, to sheet: inout CsvSheet) {
    let pool = pools[profile.pool]
    guard profile.family >= 0 else {
      sheet.text(pool.given, profile.given)
      if view.isMisspelt { sheet.byte(0x2E) }
      return
    }
    if pool.order == .familyFirst {
      sheet.text(pool.family, profile.family)
      if view.isMisspelt { sheet.byte(0x20) }
      sheet.text(pool.given, profile.given)
      return
    }
    sheet.text(pool.given, profile.given)
    if view.isMisspelt {
      // A letter struck twice: the last of the given name.
      let last = pool.given.lastByte(of: profile.given)
      if last < 0x80 { sheet.byte(last) }
    }
    sheet.byte(0x20)
    sheet.text(pool.family, profile.family)
  }

  private func writeAddressing(_ profile: Profile, _ view: View, _ random: inout SeededRandom, to sheet: inout CsvSheet)
  {
    guard view.kind == .person else { return sheet.skip(2) }
    let isAbroad = Places.countryOf[profile.place] != 0
    if view.knows(0.83, &random) {
      let first = isAbroad ? 4 : random.chance(0.7) ? 0 : 2
      sheet.text(CustomerWords.salutations, first + (profile.isMan ? 0 : 1))
    }
    sheet.next()
    if view.knows(0.3, &random) { sheet.text(pools[profile.pool].given, profile.given) }
    sheet.next()
  }

  private func writeMail(_ profile: Profile, _ view: View, _ random: inout SeededRandom, to sheet: inout CsvSheet) {
    let isKnown = random.chance(view.kind == .company ? 0.9 : 0.84)
    let domain = random.below(mailDomains.count)
    let isFull = random.chance(0.6)
    if view.row == Layout.budi {
      sheet.text("budi@example.id")
    } else if isKnown, view.kind == .company {
      sheet.text("info")
      writeOffice(profile.company, to: &sheet)
    } else if isKnown, view.kind == .person {
      let pool = pools[profile.pool]
      sheet.text(pool.givenMail, profile.given)
      if profile.family >= 0, isFull {
        sheet.byte(0x2E)
        sheet.text(pool.familyMail, profile.family)
      }
      sheet.number(view.row + 1)
      if view.isContact { writeOffice(profile.company, to: &sheet) } else { sheet.text(mailDomains, domain) }
    }
    sheet.next()
  }

  private func writeOffice(_ company: CompanyName, to sheet: inout CsvSheet) {
    sheet.byte(0x40)
    sheet.text(CompanyWords.firstMail, company.first)
    sheet.text(CompanyWords.secondMail, company.second)
    sheet.text(".example")
  }

  private func writePhone(_ profile: Profile, _ view: View, _ random: inout SeededRandom, to sheet: inout CsvSheet) {
    let draw = view.row == Layout.budi ? 0.5 : random.unit()
    guard view.kind != .household, draw < 0.9 else { return sheet.next() }
    let country = Places.countryOf[profile.place]
    let isLocal = country == 0 && (draw > 0.78 || view.isMisspelt)
    if isLocal {
      // As people in the country write it: a nought instead of the code, in groups.
      sheet.byte(0x30)
      sheet.number(profile.phone / 100_000_000)
      sheet.byte(0x2D)
      sheet.number(profile.phone / 10_000 % 10_000, digits: 4)
      sheet.byte(0x2D)
      sheet.number(profile.phone % 10_000, digits: 4)
    } else {
      sheet.byte(0x2B)
      sheet.number(Places.dialling[country])
      if draw < 0.1 { sheet.byte(0x20) }
      sheet.number(country == 0 ? profile.phone : profile.phone / 100)
    }
    sheet.next()
  }

  private func writeAddress(_ profile: Profile, _ view: View, _ random: inout SeededRandom, to sheet: inout CsvSheet) {
    let place = Places.places[profile.place]
    let draw = view.row == Layout.budi ? 0.5 : random.unit()
    if draw < 0.82 {
      if Places.countryOf[profile.place] == 0 {
        sheet.byte(0x22)
        sheet.text(Places.streets, profile.street)
        sheet.text(" No. ")
        sheet.number(profile.house)
        sheet.text(", RT ")
        sheet.number(1 + profile.house % 9, digits: 2)
        sheet.text("/RW ")
        sheet.number(1 + (profile.house * 7 + profile.street) % 12, digits: 2)
        sheet.byte(0x22)
      } else {
        sheet.text(Places.streetsAbroad, profile.street)
        sheet.byte(0x20)
        sheet.number(profile.house)
      }
    }
    sheet.next()
    guard draw < 0.95 else { return sheet.skip(4) }
    sheet.cell(Places.cities, profile.place)
    sheet.cell(Places.regions, profile.place)
    sheet.cell(Places.countries, Places.countryOf[profile.place])
    if place.postalDigits > 0, draw < 0.88 {
      sheet.number(place.postalBase + profile.house % place.postalSpread, digits: place.postalDigits)
    }
    sheet.next()
  }

  private func writePerson(_ profile: Profile, _ view: View, _ random: inout SeededRandom, to sheet: inout CsvSheet) {
    guard view.kind == .person else {
      sheet.skip(4)
      return sheet.cell(Places.languages, 0)
    }
    if let birth = profile.birth { sheet.date(birth) }
    sheet.next()
    if view.knows(0.9, &random) { sheet.text(profile.isMan ? "male" : "female") }
    sheet.next()
    if view.knows(0.62, &random) {
      sheet.text(CustomerWords.occupations, random.below(CustomerWords.occupations.count))
    }
    sheet.next()
    if view.knows(0.55, &random) { sheet.text(CustomerWords.classes, random.below(CustomerWords.classes.count)) }
    sheet.next()
    if view.knows(0.86, &random) {
      sheet.text(
        Places.languages, random.chance(0.6) && pools[profile.pool].language < 3 ? 0 : pools[profile.pool].language)
    }
    sheet.next()
  }
}
