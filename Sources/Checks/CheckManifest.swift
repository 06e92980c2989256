public import Findings
public import JSON

/// A text in the languages of the product.
public struct LocalizedText: Sendable, Hashable {
  public var english: String
  public var japanese: String

  /// The text in `en` or `ja`.
  public subscript(language: String) -> String { language == "ja" ? japanese : english }

  init(_ value: JSONValue?, _ path: String) throws(CheckError) {
    guard let english = value?["en"]?.string, let japanese = value?["ja"]?.string,
      value?.object?.count == 2
    else {
      throw CheckError(path, "a text in both languages is expected, {\"en\": …, \"ja\": …}")
    }
    self.english = english
    self.japanese = japanese
  }
}

/// What `check.json` says of a check.
public struct CheckManifest: Sendable {
  /// A sentence that is true when the check passes.
  public var title: LocalizedText
  public var severity: Severity
  /// Bound in the query as `:name`.
  public var parameters: [String: JSONValue]
  /// Former ids, whose findings it goes on with.
  public var was: [String]
  public var references: [String]
  public var codes: [String: CheckCode]
  /// The manifest as it is recorded: canonical JSON.
  public var canonical: String

  /// Reads the text of `check.json`; errors name it by its path.
  ///
  /// - Throws: `CheckError` for the first thing that is not as it should be.
  public init(text: String, path: String) throws(CheckError) {
    let root: JSONValue
    do throws(JSONError) {
      root = JSONValue(try JSONDocument(text: text).root)
    } catch {
      throw CheckError(path, error.description)
    }
    guard let members = root.object else { throw CheckError(path, "an object is expected") }
    try Self.refuseUnknown(
      members, ["title", "severity", "parameters", "was", "references", "codes"], path)
    canonical = root.canonical()
    title = try LocalizedText(members["title"], path + " /title")
    severity = try Self.severity(members["severity"], path + " /severity")
    var parameters: [String: JSONValue] = [:]
    for (name, value) in members["parameters"]?.object ?? [:] {
      guard let fallback = value["default"] else {
        throw CheckError(path + " /parameters/\(name)", "a parameter needs a default")
      }
      parameters[name] = fallback
    }
    self.parameters = parameters
    was = members["was"]?.array?.compactMap(\.string) ?? []
    references = members["references"]?.array?.compactMap(\.string) ?? []
    var codes: [String: CheckCode] = [:]
    for (name, value) in members["codes"]?.object ?? [:] {
      codes[name] = try CheckCode(value, path + " /codes/\(name)")
    }
    guard !codes.isEmpty else { throw CheckError(path + " /codes", "at least one code is needed") }
    self.codes = codes
  }

  static func severity(_ value: JSONValue?, _ path: String) throws(CheckError) -> Severity {
    guard let severity = value?.string.flatMap(Severity.init(rawValue:)) else {
      let words = Severity.allCases.map(\.rawValue).joined(separator: ", ")
      throw CheckError(path, "one of \(words) is expected")
    }
    return severity
  }

  static func refuseUnknown(
    _ members: [String: JSONValue], _ known: Set<String>, _ path: String
  ) throws(CheckError) {
    if let name = members.keys.filter({ !known.contains($0) }).min() {
      throw CheckError(
        path, "the member \(name) is not known; there are \(known.sorted().joined(separator: ", "))"
      )
    }
  }
}

/// What `check.json` says of one code.
public struct CheckCode: Sendable {
  /// Instead of the check's.
  public var severity: Severity?
  public var message: LocalizedText
  public var remediation: LocalizedText
  /// The smallest policy that mends it; its texts are templates.
  public var policy: JSONValue?
  /// A template of the text that AWS shows.
  public var awsError: String?

  init(_ value: JSONValue, _ path: String) throws(CheckError) {
    try CheckManifest.refuseUnknown(
      value.object ?? [:], ["severity", "message", "remediation", "policy", "awsError"], path)
    severity =
      try value["severity"].map { (value) throws(CheckError) in
        try CheckManifest.severity(value, path + "/severity")
      }
    message = try LocalizedText(value["message"], path + "/message")
    remediation = try LocalizedText(value["remediation"], path + "/remediation")
    policy = value["policy"]
    awsError = value["awsError"]?.string
  }
}

/// Why a check cannot be read or run.
public struct CheckError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file, and the place in it.
  public var place: String
  public var reason: String

  public init(_ place: String, _ reason: String) {
    self.place = place
    self.reason = reason
  }

  public var description: String { "\(place): \(reason)" }
}
