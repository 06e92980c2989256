import Checks

/// The files of one check, as a test needs them.
struct CheckFolder {
  var id = "sample/check"
  var title = #"{"en": "It is well", "ja": "よい"}"#
  var severity = #""critical""#
  /// More members of check.json, each with a comma behind it.
  var members = ""
  var codes =
    #"{"sample.bad": {"message": {"en": "It is bad", "ja": "わるい"}, "remediation": {"en": "Mend it", "ja": "なおす"}}}"#
  var sql = "SELECT 'a' AS subject, '' AS locator, '' AS key, 'pass' AS verdict, NULL AS code"
  var cases: [String: String] = [:]
  /// Files in place of those that the members above give; an empty text takes one away.
  var instead: [String: String] = [:]

  var files: [String: String] {
    var files = [
      "sample/module.json": """
      {"title": {"en": "Samples", "ja": "見本"}, "description": {"en": "Of checks", "ja": "チェック"}}
      """,
      "\(id)/check.json": """
      {"title": \(title), "severity": \(severity), \(members) "codes": \(codes)}
      """,
      "\(id)/findings.sql": sql,
      "\(id)/README.md": "# It is well\n",
    ]
    for (name, text) in cases { files["\(id)/cases/\(name).json"] = text }
    for (path, text) in instead { files[path] = text.isEmpty ? nil : text }
    return files
  }

  func library() throws(CheckError) -> CheckLibrary {
    try CheckLibrary(files: files, source: "test")
  }

  /// A code with an English message, a remediation and more members.
  static func code(
    _ message: String, remediation: String = "Mend it", more: String = ""
  ) -> String {
    """
    {"message": {"en": "\(message)", "ja": "\(message)。"}, "remediation": {"en": "\(remediation)", "ja": "なおす"}\(more)}
    """
  }
}
