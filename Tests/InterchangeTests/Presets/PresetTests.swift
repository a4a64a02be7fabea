import Book
import Columns
import Diagnostics
import Testing

@testable import Interchange

/// The text of an export: the headers of a preset in another order, and rows of some of their cells.
func export(_ preset: String, headers: [String]? = nil, _ rows: [[String: String]]) throws -> String {
  let all = try headers ?? Array(#require(Preset.named(preset)).known.reversed())
  let lines = rows.map { row in
    all.map { header in
      let cell = row[header] ?? ""
      return cell.contains(where: { ",\"\n".contains($0) }) ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }.joined(separator: ",")
  }
  return ([all.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",")] + lines).joined(separator: "\n")
    + "\n"
}

@Suite struct PresetTests {
  @Test func namesAndSignaturesAreSound() {
    #expect(Set(Preset.all.map(\.name)).count == Preset.all.count && Preset.all.count == 19)
    for preset in Preset.all {
      let known = Set(preset.known.map(Names.bare))
      #expect(preset.signature.allSatisfy { known.contains(Names.bare($0)) }, "\(preset.name)")
      let headers = preset.outputs.flatMap { $0.columns.flatMap(\.headers) } + preset.dropped
      let unknown = headers.filter { !known.contains(Names.bare($0)) }
      #expect(
        unknown.allSatisfy {
          [
            "Birthday", "UNSUB_TIME", "Phone", "SMS Marketing Consent Timestamp", "Customer ID",
            "Accepts WhatsApp Marketing",
          ].contains($0)
        }, "\(preset.name): \(unknown)")
      for output in preset.outputs {
        #expect(StandardSchema.table(output.table) != nil)
        #expect(!output.mergesRows || ["id", "customer"].contains(output.columns[0].name))
        #expect(Set(output.columns.map(\.name)).count == output.columns.count, "\(preset.name) \(output.table)")
        #expect(output.identity.allSatisfy { name in output.columns.contains { $0.name == name } })
      }
    }
  }

  @Test(arguments: Preset.all.map(\.name))
  func everyExportIsRecognisedByItsHeaderSet(_ name: String) throws {
    let preset = try #require(Preset.named(name))
    #expect(Preset.recognise(preset.known.reversed())?.name == name)
    #expect(Preset.recognise(preset.known.map { $0.uppercased() } + ["Something new"])?.name == name)
    #expect(Preset.recognise(Array(preset.known.filter { $0 != preset.signature[0] }))?.name != name)
    let text = try export(name, [])
    let recognised = try Importer.recognise([SourceFile(name: "x.csv", text: text)], in: emptyBook())
    #expect(recognised.count == 1 && recognised[0].preset == name)
    #expect(recognised[0].summary.contains("\(preset.known.count) of \(preset.known.count) columns known"))
  }

  @Test(arguments: Preset.all.map(\.name))
  func emptyAndOddRowsNeverTrap(_ name: String) throws {
    let preset = try #require(Preset.named(name))
    for cell in ["", "x", "'", "0", "-1.5", "=1+1", "\u{FFFD}", "Rp", "*", "2026-13-45", ":::", "99999999999999999999"]
    {
      let row = Dictionary(preset.known.map { ($0, cell) }) { first, _ in first }
      let text = try export(name, [row, row, [:]])
      let next = try? Importer.plan([SourceFile(name: "subscribed.csv", text: text)], into: emptyBook())
      if let next { try checkCounts(next) }
    }
  }

  @Test func plainTablesAreNoExports() {
    #expect(Preset.recognise(["id", "name", "email"]) == nil)
    #expect(Preset.recognise([]) == nil)
  }

  @Test func aWrongPresetIsRefused() throws {
    let error = #expect(throws: DiagnosticList.self) {
      try plan(["customers.csv": "id,name\n1,A\n"], ImportOptions(target: "shopify.orders"))
    }
    #expect(error?.all.first?.code == "wrong-preset")
  }

  @Test func fixes() {
    #expect(PresetFix.rupiah("Rp10.000") == "10000" && PresetFix.rupiah("IDR 1,250,000") == "1250000")
    #expect(PresetFix.rupiah("10.000,50") == "10000.50" && PresetFix.rupiah("Rp. 5") == "5")
    #expect(PresetFix.rupiah("-Rp1.000") == "-1000" && PresetFix.rupiah("") == "" && PresetFix.rupiah("free") == "")
    #expect(PresetFix.amount(price: "12.50", quantity: "3", discount: "0.5") == "37.00")
    #expect(PresetFix.amount(price: "-1", quantity: "") == "-1.00" && PresetFix.amount(price: "x", quantity: "1") == "")
    #expect(PresetFix.dayFirst("5/1/2026 10:00:01") == "2026-01-05 10:00:01")
    #expect(PresetFix.dayFirst("2026-01-05") == "2026-01-05")
    #expect(PresetFix.tags("vip, big spender ,") == "vip|big spender" && PresetFix.tags("a;b") == "a;b|")
  }
}
