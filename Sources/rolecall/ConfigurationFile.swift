import Findings
import JSON
import World

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A config.json.
///
/// Its schema is `docs/config.schema.json`.
struct ConfigurationFile {
  var path: String
  /// What `assume` supplies.
  private(set) var assumptions: [Assumption] = []
  /// What `expected` declares.
  private(set) var expectations: [Expectation] = []
  private var members: [String: JSONValue]

  /// The keys that there are.
  static let keys = [
    "$schema", "assume", "color", "db", "expected", "lang", "progress", "suppressions",
    "teamTag",
  ]

  /// The file that was named, or that of the working directory if it says that it is ours (its `$schema` ends in
  /// `config.schema.json`), or the user's own; nil if there is none.
  static func find(
    _ flag: String?, _ environment: [String: String]
  ) throws -> ConfigurationFile? {
    if let path = flag ?? environment["ROLECALL_CONFIG"] {
      return try ConfigurationFile(path)
    }
    if let text = TextFile.read("config.json"), let node = try? JSONDocument(text: text).root,
      node["$schema"]?.string?.hasSuffix("config.schema.json") == true
    {
      return try ConfigurationFile("config.json")
    }
    let own = Folders(environment).configuration
    return access(own, F_OK) == 0 ? try ConfigurationFile(own) : nil
  }

  /// - Throws: `CommandFailure` if it cannot be read or holds what is not known.
  init(_ path: String) throws {
    self.path = path
    guard let text = TextFile.read(path) else {
      throw CommandFailure(
        code: .configuration, message: "\(path): \(String(cString: strerror(errno)))",
        hint: "name a configuration that can be read with --config")
    }
    let root: JSONNode
    do throws(JSONError) {
      root = try JSONDocument(text: text).root
    } catch {
      throw CommandFailure(
        code: .configuration, message: "\(path): \(error)", hint: "it is to be JSON")
    }
    guard root.isObject else {
      throw CommandFailure(
        code: .configuration, message: "\(path): an object is expected",
        hint: "docs/config.schema.json describes it")
    }
    for (key, value) in root.members {
      guard Self.keys.contains(key) else {
        throw CommandFailure(
          code: .configuration, message: "\(path):\(value.line): the key \(key) is not known",
          hint: "did you mean \(Self.nearest(to: key, of: Self.keys))?")
      }
      if key == "assume" {
        assumptions = try AssumptionSetting(path).assumptions(value)
        continue
      }
      if key == "expected" {
        expectations = try ExpectationSetting(path).expectations(value)
        continue
      }
      guard value.isString else {
        throw CommandFailure(
          code: .configuration, message: "\(path):\(value.line): \(key) is to be a text",
          hint: "docs/config.schema.json describes it")
      }
    }
    members = JSONValue(root).object ?? [:]
  }

  func text(_ key: String) -> String? { members[key]?.string }

  /// The known key that takes the fewest changed letters.
  static func nearest(to key: String, of keys: [String]) -> String {
    NearestName.of(key, in: keys)
  }
}

/// Small files, read whole.
enum TextFile {
  /// The text of a file; nil, with `errno` telling why, if it cannot be read, is not UTF-8 or is longer than 1 MiB.
  static func read(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var window = [UInt8](repeating: 0, count: 65_536)
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, &window, window.count)
      #else
        let count = Darwin.read(descriptor, &window, window.count)
      #endif
      if count < 0 { return nil }
      if count == 0 { break }
      bytes += window[..<count]
      if bytes.count > 1 << 20 {
        errno = EFBIG
        return nil
      }
    }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    errno = EILSEQ
    return nil
  }
}
