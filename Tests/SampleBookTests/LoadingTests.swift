import Book
import Interchange
import SampleBook
import Testing

/// The shop goes through the loader as any export does: what is dirty on purpose is found, and nothing else is.
@Suite struct LoadingTests {
  private func report(customers: Int) throws -> LoadReport {
    let written = WrittenShop(SampleShop(customers: customers, seed: 1))
    let files = SampleShop.tableNames.map { name in
      SourceFile(name: "\(name).csv", content: .bytes(written.bytes["\(name).csv"] ?? []))
    }
    return try Loader.load(name: "sample", files: files).report
  }

  @Test func theLoaderFindsTheKnownDirtAndNoOther() throws {
    let dirt = SampleShop(customers: 2_000, seed: 1).knownDirt
    let report = try report(customers: 2_000)
    let rejected = Dictionary(grouping: report.tables, by: \.name).mapValues { $0.reduce(0) { $0 + $1.rejected } }
    #expect(rejected["customers"] == dirt.customersWithoutKey)
    #expect(rejected["purchases"] == dirt.impossibleDates + dirt.lettersInAmounts)
    #expect(rejected["cases"] == dirt.impossibleCases)
    #expect(rejected["payments"] == dirt.lettersInPayments)
    #expect(rejected["interactions"] == dirt.impossibleInteractions)
    #expect(rejected.values.reduce(0, +) == dirt.rejectedRows, "\(report.rejects)")
    let orphans = report.tables.flatMap(\.columns).reduce(0) { $0 + $1.orphans }
    #expect(orphans == dirt.danglingReferences)
    #expect(report.tables.count == SampleShop.tableNames.count)
  }
}
