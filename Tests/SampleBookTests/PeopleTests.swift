import SampleBook
import Testing

@Suite struct PeopleTests {
  private let demo = WrittenShop.demo

  @Test func budiIsACustomerOfDepok() throws {
    let found = demo["customers"].records.filter { $0["email"] == "budi@example.id" }
    let budi = try #require(found.first)
    #expect(found.count == 1)
    #expect(budi["name"] == "Budi Santoso")
    #expect(budi["city"] == "Depok")
    #expect(budi["memberOf"] == "C000001")
    #expect(demo["customers"].rows.first?.contains("Keluarga Santoso") == true)
    #expect(demo["purchases"].column("customer").count { $0 == budi["id"] } > 10)
    let cases = demo["cases"].records.filter { $0["customer"] == budi["id"] }
    #expect(cases.contains { $0["firstResponse"] == "" && $0["status"] == "open" })
  }

  @Test(arguments: [1, 2, 3, 99, UInt64.max])
  func budiIsThereWhateverTheSeed(seed: UInt64) {
    let shop = WrittenShop(SampleShop(customers: 40, seed: seed))
    let budi = shop["customers"].records.filter { $0["email"] == "budi@example.id" && $0["city"] == "Depok" }
    #expect(budi.count == 1)
    #expect(shop["purchases"].column("customer").contains("C000002"))
  }

  @Test func thereArePersonsHouseholdsAndCompanies() {
    let kinds = Dictionary(grouping: demo["customers"].column("kind"), by: { $0 }).mapValues(\.count)
    #expect(Set(kinds.keys) == ["person", "household", "company"])
    #expect((60...200).contains(kinds["household"] ?? 0))
    #expect((60...200).contains(kinds["company"] ?? 0))
    let kindOf = Dictionary(
      zip(demo["customers"].column("id"), demo["customers"].column("kind")), uniquingKeysWith: { $1 })
    let heads = demo["customers"].records.filter { $0["memberOf"] != "" }.compactMap { kindOf[$0["memberOf"] ?? ""] }
    #expect(heads.allSatisfy { $0 != "person" })
    #expect(Set(heads).count == 2)
  }

  @Test func namesComeFromEverywhere() {
    let names = demo["customers"].column("name")
    #expect(names.contains { $0.contains("Siregar") || $0.contains("Simanjuntak") })
    #expect(names.contains { $0.hasPrefix("Ni Made") || $0.hasPrefix("I Wayan") })
    #expect(names.contains { $0.contains("Zoë") || $0.contains("Łukasz") || $0.contains("さくら") || $0.contains("伟") })
    let ofOneName = demo["customers"].records.filter { $0["kind"] == "person" && $0["family"] == "" }
    #expect(ofOneName.count > 100)
    let cities = Dictionary(grouping: demo["customers"].column("city"), by: { $0 }).mapValues(\.count)
    for city in ["Jakarta", "Depok", "Bandung", "Surabaya", "Medan", "Makassar", "Denpasar"] {
      #expect((cities[city] ?? 0) > 20, "\(city)")
    }
  }

  @Test func mailAddressesAreReservedOnes() {
    let mails = demo["customers"].column("email").filter { !$0.isEmpty }
    for mail in mails {
      let domain = mail.drop { $0 != "@" }.dropFirst()
      let isReserved = domain.hasSuffix(".example") || domain.hasPrefix("example.")
      #expect(isReserved && mail.first != "@" && mail.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "\(mail)")
    }
    #expect(mails.count > 1_300)
  }

  @Test func codesKeepTheirNoughts() {
    let codes = demo["customers"].column("postalCode").filter { $0.hasPrefix("0") }
    #expect(codes.count > 2)
    #expect(demo["customers"].column("phone").count { $0.hasPrefix("+62") } > 900)
  }

  @Test func referralsFormChainsAndPointBack() {
    let records = demo["customers"].records
    let referrer = Dictionary(
      records.filter { ($0["referredBy"] ?? "").hasPrefix("C") }.map { ($0["id"] ?? "", $0["referredBy"] ?? "") },
      uniquingKeysWith: { $1 })
    #expect(referrer.count > 80)
    #expect(referrer.allSatisfy { $0.value < $0.key })
    #expect(referrer.values.contains { referrer[$0] != nil })
  }
}
