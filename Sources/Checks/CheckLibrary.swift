import Findings
import JSON

/// All checks that a run has, read from folders' files.
public struct CheckLibrary: Sendable {
  public var modules: [CheckModule]

  public var checks: [Check] { modules.flatMap(\.checks) }

  /// - Parameters:
  ///   - files: texts by path: `module/module.json`, `module/check/findings.sql` …
  ///   - source: `bundled`, or the folder they are from.
  ///   - withCases: whether to read the cases of the checks, which an audit does without.
  /// - Throws: `CheckError` for the first file that is not as it should be.
  public init(
    files: [String: String], source: String, withCases: Bool = true
  ) throws(CheckError) {
    var folders: [String: [String: String]] = [:]
    for (path, text) in files {
      guard let slash = path.lastIndex(of: "/") else { continue }
      folders[String(path[..<slash]), default: [:]][String(path[path.index(after: slash)...])] =
        text
    }
    var checks: [String: [Check]] = [:]
    for (folder, texts) in folders.sorted(by: { $0.key < $1.key })
    where texts["check.json"] != nil || texts["findings.sql"] != nil {
      let common = (folders["cases"] ?? [:]).map { ("/" + $0.key, $0.value) }
      let cases =
        withCases ? (folders[folder + "/cases"] ?? [:]).merging(common) { own, _ in own } : [:]
      let check = try Self.check(folder, texts, cases, source)
      checks[check.module, default: []].append(check)
    }
    var modules: [CheckModule] = []
    for (id, members) in checks.sorted(by: { $0.key < $1.key }) {
      let path = id + "/module.json"
      guard let text = folders[id]?["module.json"] else {
        throw CheckError(path, "a module needs this file, with title and description")
      }
      let value: JSONValue
      do throws(JSONError) {
        value = JSONValue(try JSONDocument(text: text).root)
      } catch {
        throw CheckError(path, error.description)
      }
      modules.append(
        CheckModule(
          id: id, title: try LocalizedText(value["title"], path + " /title"),
          description: try LocalizedText(value["description"], path + " /description"),
          checks: members))
    }
    self.modules = modules
  }

  private static func check(
    _ id: String, _ texts: [String: String], _ cases: [String: String], _ source: String
  ) throws(CheckError) -> Check {
    guard let manifestText = texts["check.json"] else {
      throw CheckError(id + "/check.json", "a check needs this file")
    }
    guard let sql = texts["findings.sql"] else {
      throw CheckError(id + "/findings.sql", "a check needs this file")
    }
    let manifest = try CheckManifest(text: manifestText, path: id + "/check.json")
    let passes = texts["passes.sql"]
    return Check(
      id: id, manifest: manifest, sql: sql, passes: passes, readme: texts["README.md"] ?? "",
      cases: try self.cases(of: id, cases), source: source,
      revision: revision(of: [sql, manifest.canonical, passes ?? ""].joined(separator: "\u{0}")))
  }

  /// FNV-1a over the texts, twice with different beginnings: enough to tell revisions of one check apart.
  private static func revision(of text: String) -> String {
    func hash(_ start: UInt64) -> String {
      let value = text.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
      let digits = String(value, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
    return hash(0xcbf2_9ce4_8422_2325) + hash(0x6c62_272e_07bb_0142)
  }

  private static func cases(
    of id: String, _ files: [String: String]
  ) throws(CheckError) -> [CheckCase] {
    var values: [String: JSONValue] = [:]
    for (file, text) in files where file.hasSuffix(".json") {
      do throws(JSONError) {
        values[String(file.dropLast(5))] = JSONValue(try JSONDocument(text: text).root)
      } catch {
        throw CheckError("\(id)/cases/\(file)", error.description)
      }
    }
    var cases: [CheckCase] = []
    for (name, value) in values.sorted(by: { $0.key < $1.key }) where !name.hasPrefix("/") {
      let path = "\(id)/cases/\(name).json"
      let given = try given(of: name, values, path, depth: 0)
      var expected: [ExpectedFinding] = []
      guard let rows = value["expect"]?.array else {
        throw CheckError(path, "a case says what it expects: \"expect\": [ … ]")
      }
      for row in rows {
        guard let subject = row["subject"]?.string, let code = row["code"]?.string,
          let verdict = row["verdict"]?.string.flatMap(Verdict.init(rawValue:))
        else { throw CheckError(path, "an expected row has subject, code and verdict") }
        expected.append(
          ExpectedFinding(
            subject: subject, locator: row["locator"]?.string, code: code, verdict: verdict,
            evidence: row["evidence"]?.object ?? [:]))
      }
      cases.append(
        CheckCase(
          check: id, name: name, title: value["title"]?.string ?? name,
          given: (given.object ?? [:]).mapValues { $0.string ?? $0.canonical() },
          configuration: (value["config"] ?? .object([:])).canonical(),
          expected: expected.sorted(), passes: value["passes"]?.int))
    }
    return cases
  }

  /// The exports of a case: its own, merged (RFC 7386) into those of the case that it extends.
  ///
  /// `/NAME` is one in the folder `cases` beside the modules, for all checks to extend.
  private static func given(
    of name: String, _ values: [String: JSONValue], _ path: String, depth: Int
  ) throws(CheckError) -> JSONValue {
    guard let value = values[name] else {
      throw CheckError(path, "it extends the case \(name), which is not there")
    }
    let own = value["given"] ?? .object([:])
    guard let base = value["extends"]?.string else { return own }
    guard depth < 20 else { throw CheckError(path, "its cases extend each other in a ring") }
    return merge(own, into: try given(of: base, values, path, depth: depth + 1))
  }

  private static func merge(_ patch: JSONValue, into target: JSONValue) -> JSONValue {
    guard case .object(let members) = patch else { return patch }
    var merged = target.object ?? [:]
    for (name, value) in members {
      if value.isNull {
        merged.removeValue(forKey: name)
      } else {
        merged[name] = merge(value, into: merged[name] ?? .null)
      }
    }
    return .object(merged)
  }
}
