import CivilTime
import Columns
import Testing

@testable import Interchange

private func number(_ text: String, _ style: DecimalStyle) -> NumberCell? {
  let bytes = Array(text.utf8)
  return NumberCell(bytes.span, style)
}

@Suite struct NumberCellTests {
  @Test(arguments: [
    ("0", 0), ("12", 1200), ("-12.5", -1250), ("1,234.50", 123_450), ("$12.50", 1250), ("(12.50)", -1250),
    ("($1,000)", -100_000), ("12.50 EUR", 1250), ("USD 3", 300), ("5-", -500), ("1 234", 123_400), ("1'234.5", 123_450),
    ("12.500", 1250), (".5", 50), ("+7", 700), ("\u{2212}3", -300), ("007", 700), ("-$4.20", -420),
  ])
  func money(_ text: String, _ cents: Int64) { #expect(number(text, .point)?.minorUnits == cents) }

  @Test(arguments: [
    ("2.871,00", 287_100), ("81,35", 8135), ("Rp10.000", 1_000_000), ("Rp 1.250.000,50", 125_000_050),
    ("-1.000", -100_000),
    ("1 234,50 €", 123_450), ("12", 1200),
  ])
  func commaMoney(_ text: String, _ cents: Int64) { #expect(number(text, .comma)?.minorUnits == cents) }

  @Test(arguments: [
    "", "-", "abc", "1,23", "1.2.3", "1,2345", "0,123", "12a", "1..2", "(5", "5)", "--5", "1,234,5", "$", "e5", "1e",
    ".",
  ])
  func refused(_ text: String) { #expect(number(text, .point) == nil) }

  @Test func moneyIsExactOrNothing() {
    #expect(number("12.345", .point)?.minorUnits == nil)
    #expect(number("92233720368547758.07", .point)?.minorUnits == .max)
    #expect(number("92233720368547758.08", .point)?.minorUnits == nil)
    #expect(number("99999999999999999999999", .point)?.minorUnits == nil)
    #expect(number("9223372036854775807", .point)?.whole == .max)
    #expect(number("9223372036854775808", .point)?.whole == nil)
    #expect(number("3.00", .point)?.whole == 3)
    #expect(number("3.5", .point)?.whole == nil)
  }

  @Test(arguments: [
    "0.1", "123.456", "1e10", "1.5E-7", "123456789012345678901234567890", "0.30000000000000004", "9007199254740993",
    "1.7976931348623157e308",
  ])
  func doublesAreTheNearest(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(NumberCell(bytes.span, .point)?.double(bytes.span, .point) == Double(text))
  }

  @Test func percentAndInfinity() {
    let percent = Array("12.5%".utf8)
    #expect(NumberCell(percent.span, .point)?.double(percent.span, .point) == 0.125)
    let huge = Array("1e999".utf8)
    #expect(NumberCell(huge.span, .point)?.double(huge.span, .point) == nil)
  }
}

private func date(_ text: String) -> DateCell? {
  let bytes = Array(text.utf8)
  return DateCell(bytes.span)
}

private func days(_ year: Int, _ month: Int, _ day: Int) -> Int32? {
  CivilDate(year: year, month: month, day: day)?.days
}

@Suite struct DateCellTests {
  @Test(arguments: [
    "2003-02-24", "2003/2/24", "2003.02.24", "20030224", "24-Feb-03", "Feb 24, 2003", "24 Februari 2003", "2003-Feb-24",
    "2003-02-24 00:00:00.000", "2003-02-24T00:00:00Z", "24/02/2003", "2/24/2003", "2-24-2003",
  ])
  func oneDay(_ text: String) throws {
    let cell = try #require(date(text))
    let expected = days(2003, 2, 24)
    let found = DateOrder.allCases.compactMap { cell.days($0) }
    #expect(!found.isEmpty && found.allSatisfy { $0 == expected }, "\(found)")
    #expect(cell.clock == 0 && !cell.isAmbiguous)
  }

  @Test func theOrderDecides() throws {
    let cell = try #require(date("03/04/2005"))
    #expect(cell.isAmbiguous)
    #expect(cell.days(.dayMonthYear) == days(2005, 4, 3))
    #expect(cell.days(.monthDayYear) == days(2005, 3, 4))
    #expect(date("03/03/2005")?.isAmbiguous == false)
  }

  @Test(arguments: [
    "2003-02-30", "2003-13-01", "31/31/2003", "12:30", "abc", "1234567", "20031301", "2003-02-24T25:00", "2003-02-24x",
    "1.5", "123.456", "5/2003", "Foo 24, 2003", "99/99/99", "2003-02-24 10", "2003-02-24T",
  ])
  func refused(_ text: String) { #expect(date(text) == nil) }

  @Test(arguments: [
    ("2026-01-31T09:30", 9.5), ("2026-01-31 09:30:00+07:00", 9.5), ("31/01/2026 9:30 PM", 21.5),
    ("1/31/2026 12:30 AM", 0.5), ("2026-01-31 18:00:00 UTC", 18), ("2026-01-31T06:15:00.000Z", 6.25),
  ])
  func clocks(_ text: String, _ hours: Double) { #expect(date(text)?.clock == Int64(hours * 3_600_000_000)) }
}

@Suite struct NameTests {
  @Test func identifiers() {
    #expect(Names.identifier("Given Name", fallback: "x") == "GivenName")
    #expect(Names.identifier("2020", fallback: "x") == "_2020")
    #expect(Names.identifier("%%", fallback: "x") == "x")
    #expect(Names.table(fromStem: "order-details") == "orderDetails")
    #expect(Names.table(fromStem: "CDNOW_master") == "CDNOW_master")
    #expect(Names.table(fromStem: "Account") == "account")
  }

  @Test(arguments: [
    ("customers", "customer"), ("categories", "category"), ("addresses", "address"), ("cases", "case"),
    ("boxes", "box"),
    ("purchases", "purchase"), ("loyalty", "loyalty"), ("business", "business"),
  ])
  func singulars(_ plural: String, _ singular: String) { #expect(Names.singular(plural) == singular) }
}

@Suite struct QuickCellTests {
  /// The quick way for the commonest writing accepts nothing that the general one does not, and gives the same.
  @Test func quickTimesAreTimes() {
    let model = Array("2026-01-31T09:30".utf8)
    var accepted = 0
    for place in model.indices {
      for byte in UInt8(0)...127 {
        var bytes = model
        bytes[place] = byte
        guard let (day, clock) = DateCell.isoMinute(bytes.span) else { continue }
        accepted += 1
        let cell = DateCell(bytes.span)
        #expect(cell?.days(.dayMonthYear) == day && cell?.clock == clock && cell?.hasOffset == false)
      }
    }
    #expect(accepted > 80)
  }
}
