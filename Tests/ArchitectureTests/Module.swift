import Testing

/// A module and what its files may import: the rules of the house in one table.
struct Module: Sendable, CustomTestStringConvertible {
  let name: String
  /// Its folder, from the root of the repository.
  let folder: String
  private let imports: Set<String>
  /// What only one of its files may import, by the name of the file.
  private let exceptions: [String: Set<String>]

  private init(
    _ name: String, folder: String? = nil, _ imports: Set<String>,
    except exceptions: [String: Set<String>] = [:]
  ) {
    self.name = name
    self.folder = folder ?? "Sources/\(name)"
    self.imports = imports
    self.exceptions = exceptions
  }

  var testDescription: String { name }

  func mayImport(_ module: String, in path: String) -> Bool {
    imports.contains(module)
      || exceptions.contains { path.hasSuffix("/" + $0.key) && $0.value.contains(module) }
  }

  /// What the operating system brings along.
  private static let system: Set<String> = [
    "Darwin", "Dispatch", "Foundation", "Glibc", "Musl", "Synchronization",
  ]

  static let all = [
    // The domain knows neither system nor packages; it could be lifted out whole.
    Module("JSON", []),
    Module("IAM", ["JSON"], except: ["CompiledPolicy.swift": ["Synchronization"]]),
    Module("Simulation", ["IAM", "JSON"]),
    Module("StatesLanguage", ["JSON"]),
    Module("Findings", ["JSON"]),
    Module("Reports", ["Findings", "JSON"]),

    Module("Digest", ["Foundation"]),
    Module("Parallel", ["Dispatch", "Synchronization"]),
    Module("Importers", ["Digest", "IAM", "JSON", "Parallel"] + system),
    Module("Store", ["Digest", "Findings", "GRDB", "GRDBSQLite", "JSON", "Migrations"] + system),
    Module(
      "World",
      ["Findings", "GRDB", "GRDBSQLite", "IAM", "JSON", "Migrations", "StatesLanguage", "Store"]
        + system),
    Module(
      "Checks",
      ["Findings", "GRDB", "GRDBSQLite", "IAM", "JSON", "Mustache", "Store", "World"] + system),
    Module(
      "Audit",
      [
        "Checks", "Digest", "Findings", "IAM", "Importers", "JSON", "Logging", "Migrations",
        "Parallel", "StatesLanguage", "Store", "World",
      ] + system),
    Module(
      "rolecall",
      [
        "ArgumentParser", "Audit", "BundledChecks", "Checks", "Examples", "Findings", "IAM",
        "Importers", "JSON", "Logging", "Migrations", "Parallel", "Reports", "Simulation",
        "StatesLanguage", "Store", "World",
      ] + system,
      // The errors of the database become exit codes there.
      except: ["CommandFailure.swift": ["GRDB"]]),

    Module("Migrations", folder: "migrations", []),
    Module("BundledChecks", folder: "Plugins", []),
    Module("Examples", folder: "Examples", []),
    Module("EmbedFolder", ["Foundation", "PackagePlugin"]),
    Module("embed-folder", ["Foundation"]),
    Module("iam-bench", ["Foundation", "IAM", "JSON"]),
    Module("check-mutations", ["Audit", "BundledChecks", "Checks"] + system),
  ]
}

private func + (a: Set<String>, b: Set<String>) -> Set<String> { a.union(b) }
