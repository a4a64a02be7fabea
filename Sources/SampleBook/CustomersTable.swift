/// `customers`: persons, households and companies, by key.
struct CustomersTable: SampleTable {
  static let name = "customers"
  static let header = """
    id,kind,memberOf,memberRole,name,given,family,salutation,preferredName,email,phone,address,city,region,country,\
    postalCode,birthDate,gender,occupation,socialClass,language,roles,stage,acquiredOn,source,campaign,referredBy,\
    switchedFrom,lostTo,owner,serviceTier,preferredChannel,preferredTime,prospectValue,prospectProbability,tags,note
    """

  private let floor: Shopfloor
  private let draw: ProfileDraw
  private let identity = IdentityCells()
  private let standing: StandingCells

  init(_ floor: Shopfloor) {
    self.floor = floor
    draw = ProfileDraw(seed: floor.shop.seed, layout: floor.layout, lastDay: floor.season.lastDay)
    standing = StandingCells(floor)
  }

  var rowCount: Int { floor.shop.customers }

  func write(_ row: Int, to sheet: inout CsvSheet) {
    var random = floor.random(.cells, row)
    let life = floor.lives[row]
    sheet.customer(row, then: .comma)
    sheet.cell(Words.kinds, Int(life.kind.rawValue))
    writeMembership(row, to: &sheet)
    let original = Duplicates.original(of: row, in: floor.layout)
    let profile = draw.profile(of: original ?? row)
    let view = IdentityCells.View(
      row: original ?? row, kind: life.kind, isContact: life.isContact, isMisspelt: original != nil,
      hasStraySpaces: row % KnownDirt.strayedSpaceStep == KnownDirt.strayedSpacePlace)
    identity.write(profile, view, &random, to: &sheet)
    standing.write(row, profile, &random, to: &sheet)
    if row % KnownDirt.run == KnownDirt.customerWithoutKeyPlace {
      sheet.text(",person,,,Tanpa Nomor")
      for _ in 5..<37 { sheet.next() }
      sheet.end()
    }
  }

  private func writeMembership(_ row: Int, to sheet: inout CsvSheet) {
    switch floor.layout.position(of: row) {
    case .single, .household, .company:
      sheet.skip(2)
    case .member(let head, let place):
      sheet.customer(head, then: .comma)
      sheet.cell(CustomerWords.householdRoles, place)
    case .contact(let head, let place):
      sheet.customer(head, then: .comma)
      sheet.cell(CustomerWords.contactRoles, place)
    }
  }
}
