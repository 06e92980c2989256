// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "rolecall",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "rolecall", targets: ["rolecall"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // Data folders that are modules: one Swift file each, the rest embedded in the binary.
    .target(
      name: "Migrations", path: "migrations", sources: ["Migrations.swift"],
      plugins: ["EmbedFolder"]),
    .target(
      name: "BundledChecks", path: "Plugins", sources: ["BundledChecks.swift"],
      plugins: ["EmbedFolder"]),
    .target(
      name: "Examples", path: "Examples", sources: ["Examples.swift"], plugins: ["EmbedFolder"]),
    .plugin(
      name: "EmbedFolder", capability: .buildTool(), dependencies: ["embed-folder"],
      path: "Sources/EmbedFolder"),
    .executableTarget(name: "embed-folder"),

    .target(name: "JSON"),
    .target(name: "IAM", dependencies: ["JSON"], plugins: ["EmbedFolder"]),
    .target(name: "Simulation", dependencies: ["IAM", "JSON"]),
    .target(name: "StatesLanguage", dependencies: ["JSON"]),
    .target(name: "Findings", dependencies: ["JSON"]),
    .target(name: "Digest"),
    .target(name: "Parallel"),
    .target(name: "Importers", dependencies: ["Digest", "IAM", "JSON", "Parallel"]),
    .target(
      name: "Store", dependencies: ["Digest", "Findings", "JSON", "Migrations", grdb, sqlite]),
    .target(
      name: "World", dependencies: ["Findings", "IAM", "JSON", "StatesLanguage", "Store", grdb],
      plugins: ["EmbedFolder"]),
    .target(
      name: "Checks",
      dependencies: ["Findings", "JSON", "Store", grdb, sqlite, mustache]),
    .target(
      name: "Audit",
      dependencies: [
        "Checks", "Digest", "Findings", "IAM", "Importers", "JSON", "Parallel", "Store", "World",
        logging,
      ]),
    .target(name: "Reports", dependencies: ["Findings", "JSON"], plugins: ["EmbedFolder"]),
    .executableTarget(
      name: "rolecall",
      dependencies: [
        "Audit", "BundledChecks", "Checks", "Examples", "Findings", "IAM", "Importers", "JSON",
        "Parallel", "Reports", "Simulation", "Store", "World", argumentParser, grdb, logging,
      ]),

    // Measures; no product.
    .executableTarget(name: "iam-bench", dependencies: ["IAM", "JSON"]),
    // Holds the cases of checks against changed checks; no product.
    .executableTarget(name: "check-mutations", dependencies: ["Audit", "BundledChecks", "Checks"]),

    // What several of the test targets need.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"]),
    .testTarget(name: "IAMTests", dependencies: ["IAM", "JSON", "TestSupport", "iam-bench"]),
    .testTarget(
      name: "SimulationTests", dependencies: ["JSON", "Simulation"],
      exclude: ["cases.jsonl"]),
    .testTarget(name: "StatesLanguageTests", dependencies: ["JSON", "StatesLanguage"]),
    .testTarget(name: "FindingsTests", dependencies: ["Findings", "JSON"]),
    .testTarget(name: "DigestTests", dependencies: ["Digest"]),
    .testTarget(
      name: "ImportersTests", dependencies: ["Digest", "Importers", "JSON", "TestSupport"]),
    .testTarget(
      name: "StoreTests",
      dependencies: ["Digest", "Findings", "Migrations", "Store", "TestSupport", grdb]),
    .testTarget(
      name: "ChecksTests", dependencies: ["Checks", "Findings", "JSON", "Store", "World", grdb]),
    .testTarget(
      name: "AuditTests",
      dependencies: [
        "Audit", "BundledChecks", "Checks", "Examples", "Findings", "IAM", "Importers", "JSON",
        "Reports", "Store", "World", grdb,
      ], exclude: ["Outputs"]),
    .testTarget(
      name: "ReportsTests", dependencies: ["Findings", "JSON", "Reports"], exclude: ["Golden"]),
    .testTarget(
      name: "BundledChecksTests",
      dependencies: ["Audit", "BundledChecks", "Checks", "Findings", "check-mutations"]),
    .testTarget(
      name: "ExportTests", exclude: ["seed.py"]),
    .testTarget(
      name: "CommandTests", dependencies: ["Findings", "JSON", "TestSupport", "rolecall", grdb]),
    .testTarget(name: "ArchitectureTests"),
  ]
)

for target in package.targets where target.type != .plugin {
  target.swiftSettings = settings
}

// `scripts/fuzz` alone sets this, to the path of the library libFuzzer: flags that a package for others must not have.
if let library = Context.environment["ROLECALL_FUZZ"] {
  for target in package.targets where ["IAM", "JSON"].contains(target.name) {
    target.swiftSettings?.append(.unsafeFlags(["-sanitize=fuzzer,address"]))
  }
  package.targets.append(
    .target(
      name: "Fuzzer", path: "Tests/Fuzz/driver", swiftSettings: settings,
      linkerSettings: [
        .unsafeFlags(["-sanitize=address", "-Xlinker", library]), .linkedLibrary("stdc++"),
      ]))
  for name in ["json", "policy", "condition"] {
    package.targets.append(
      .executableTarget(
        name: "fuzz-\(name)", dependencies: ["Fuzzer", "IAM", "JSON"],
        path: "Tests/Fuzz/\(name)", exclude: ["corpus"], swiftSettings: settings))
  }
}
