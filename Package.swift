// swift-tools-version:6.2
import PackageDescription

/// Every target is held to the same standard: a warning is an error.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// The rooms that work through every byte of a file: optimised in debug builds too, since every test of a command or a
/// document begins with making and loading a sample.
let optimised: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A library target of the house, with the strict settings.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], isHot: Bool = false) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: isHot ? optimised : strict)
}

/// A test target that holds one room to its promises.
func proof(_ name: String, of dependencies: [Target.Dependency], excluding files: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: files, swiftSettings: strict)
}

/// What every book knows from the start, written in Kenal: a file for each theme.
let prelude = ["people", "purchases", "value", "rfm", "lifecycle", "dialogue", "campaigns", "wishes"]

let package = Package(
  name: "kenal",
  products: [.executable(name: "kenal", targets: ["kenal"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    room("Text", isHot: true),
    room("CivilTime", isHot: true),
    room("Diagnostics", ["Text"]),
    room("Syntax", ["Diagnostics", "CivilTime"]),
    // Checksums and scans are what the storage proofs spend their time on: optimised in debug builds too.
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O2"])]),
    room("Columns", ["CKernels"], isHot: true),
    room("Book", ["Columns", "Diagnostics"], isHot: true),
    .target(
      name: "Query", dependencies: ["Syntax", "Columns", "Book", "Diagnostics", "Text", "CivilTime"],
      resources: prelude.map { .embedInCode("Prelude/\($0).kq") }, swiftSettings: strict),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    room(
      "Interchange", ["Columns", "Book", "Diagnostics", "Text", "CivilTime", "CZlib", "CZstd", "CSQLite"],
      isHot: true),
    room("SampleBook", ["CivilTime"], isHot: true),
    room("Output", ["Columns", "Text", "CivilTime"]),
    room("Engines", ["Query", "Columns", "Book", "Diagnostics", "CivilTime"]),
    room(
      "Session",
      [
        "Query", "Engines", "Interchange", "Output", "SampleBook", "Syntax", "Diagnostics", "Book", "Columns", "Text",
        "CivilTime",
      ]),
    .systemLibrary(name: "CEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .target(name: "CLineEditor", dependencies: ["CEdit"]),
    room(
      "Shell",
      [
        "Session", "Output", "Syntax", "CLineEditor", "Query", "Interchange", "SampleBook", "Diagnostics", "Book",
        "Columns", "Text", "CivilTime",
      ]),
    .executableTarget(
      name: "kenal",
      dependencies: [
        "Shell", "Session",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    proof(
      "SessionTests",
      of: ["Session", "CivilTime", "Syntax", "Diagnostics", "Columns", "Book", "Query", "Interchange"]),
    proof("ShellTests", of: ["Shell", "Session", "Query", "Syntax", "Diagnostics"]),
    proof("ScriptTests", of: ["kenal"]),
    proof("TextTests", of: ["Text"]),
    proof("ColumnsTests", of: ["Columns", "CKernels"]),
    proof("DiagnosticsTests", of: ["Diagnostics"]),
    proof("SampleBookTests", of: ["SampleBook", "CivilTime", "Interchange", "Book"]),
    proof("SyntaxTests", of: ["Syntax", "Diagnostics"]),
    proof("OutputTests", of: ["Output", "Columns", "Text"]),
    proof(
      "InterchangeTests",
      of: ["Interchange", "Book", "Columns", "Diagnostics", "CivilTime", "CKernels", "CZlib", "CZstd", "CSQLite"]),
    proof(
      "QueryTests",
      of: ["Query", "Syntax", "Columns", "Book", "Diagnostics", "Text", "CivilTime"]),
    proof("EnginesTests", of: ["Engines", "Query", "Syntax", "Columns", "Book", "Diagnostics"]),
    proof("BookTests", of: ["Book", "Columns"]),
    proof("StorageTests", of: ["Book", "Columns", "kenal-storage-probe"]),
    .executableTarget(
      name: "kenal-storage-probe", dependencies: ["Book", "Columns"], path: "Tests/StorageProbe", swiftSettings: strict),
    proof("BadInputTests", of: ["Query", "Interchange", "Book", "Columns", "Syntax", "Diagnostics"]),
    proof(
      "OracleTests",
      of: ["Query", "Engines", "Interchange", "Syntax", "Book", "Columns", "Diagnostics", "Text", "CivilTime"],
      excluding: [
        "Peers/duckdb_answers.py", "Peers/peer_answers.py", "Peers/postgres_answers.py", "Peers/spark_answers.py",
        "Peers/spark_reading.py",
      ]),
    proof("TidyTests", of: ["Session", "Shell", "Output", "Query", "Syntax", "Book", "Columns", "Diagnostics"]),
  ]
)
