import Foundation
import TestSupport
import Testing

/// A command that the program refuses, and what it is to say.
struct Refusal: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var status: Int32
  /// What the `error:` line holds.
  var error: String
  /// What a `hint:` line holds.
  var hint: String
  var environment: [String: String] = [:]
  /// Makes what is needed in the folder and tells the arguments.
  var arguments: @Sendable (TemporaryFolder) throws -> [String]

  init(
    _ description: String, _ status: Int32, error: String, hint: String,
    environment: [String: String] = [:],
    _ arguments: @escaping @Sendable (TemporaryFolder) throws -> [String]
  ) {
    testDescription = description
    self.status = status
    self.error = error
    self.hint = hint
    self.environment = environment
    self.arguments = arguments
  }
}

extension [Refusal] {
  /// What is wrong with the command line.
  static let usage = [
    Refusal("an unknown command", 64, error: "adit", hint: "rolecall help") { _ in ["adit"] },
    Refusal("an unknown option", 64, error: "--colour", hint: "rolecall help") { _ in
      ["audit", "--colour", "never"]
    },
    Refusal("a missing argument", 64, error: "<export>", hint: "rolecall help") { _ in ["import"] },
    Refusal("an unknown format", 64, error: "--format: pdf", hint: "markdown, json") { _ in
      ["audit", Program.broken, "--format", "pdf"]
    },
    Refusal("an unknown severity", 64, error: "--fail-on: huge", hint: "critical, high") { _ in
      ["audit", Program.broken, "--fail-on", "huge"]
    },
    Refusal("an unknown language", 64, error: "--lang: fr", hint: "en, ja") { _ in
      ["report", "--lang", "fr"]
    },
    Refusal("a time that is none", 64, error: "--now: soon", hint: "2026-") { _ in
      ["audit", Program.broken, "--now", "soon"]
    },
    Refusal("a context without a value", 64, error: "--context aws:SourceVpc", hint: "vpc-1") { _ in
      ["can", "a", "s3:GetObject", "*", "--context", "aws:SourceVpc"]
    },
    Refusal("a backup without a name", 64, error: "a backup is a file", hint: "rolecall-copy.db") {
      _ in ["store", "backup", ""]
    },
    Refusal("an action without a service", 64, error: "PassRole is no action", hint: "iam:PassRole")
    {
      _ in ["who-can", "PassRole", "*"]
    },
    Refusal("a resource that is no ARN", 64, error: "bucket is no ARN", hint: "arn:partition") {
      _ in
      ["can", "a", "s3:GetObject", "bucket"]
    },
    Refusal("a day that there is not", 64, error: "--now: 2026-02-30", hint: "2026-") { _ in
      ["audit", Program.broken, "--now", "2026-02-30"]
    },
    Refusal(
      "seconds that are no number", 78, error: "SOURCE_DATE_EPOCH: soon", hint: "since 1970",
      environment: ["ROLECALL_NOW": "", "SOURCE_DATE_EPOCH": "soon"]
    ) { _ in ["audit", Program.broken] },
    Refusal("an export without a name", 64, error: "an export has no name", hint: "folder") { _ in
      ["audit", ""]
    },
    Refusal("an output without a name", 64, error: "--output: ", hint: "standard output") { _ in
      ["audit", Program.broken, "--output", ""]
    },
    Refusal("a principal without a name", 64, error: "the principal", hint: "a role") { _ in
      ["can", "", "s3:GetObject", "*"]
    },
    Refusal("an action without a name", 64, error: "iam: is no action", hint: "iam:PassRole") { _ in
      ["who-can", "iam:", "*"]
    },
    Refusal("a service without a name", 64, error: ":Get is no action", hint: "iam:PassRole") { _ in
      ["can", "a", ":Get", "*"]
    },
    Refusal("what names no run", 64, error: "--run: last ", hint: "latest, first, previous") { _ in
      ["report", "--run", "last"]
    },
    Refusal("exports as of a time", 64, error: "--as-of: exports", hint: "leave the exports") { _ in
      ["audit", Program.broken, "--as-of", "2026-11-20"]
    },
    Refusal("a past that is none", 64, error: "--as-of: tuesday", hint: "2026-11-20") { _ in
      ["audit", "--as-of", "tuesday"]
    },
    Refusal("too few letters of a finding", 64, error: "4kx: too short", hint: "at least 4") {
      _ = try $0.rolecall("audit", Program.broken)
      return ["history", "4kx"]
    },
    Refusal("a number of runs that is none", 64, error: "--limit: 0", hint: "--limit 50") { _ in
      ["history", "--limit", "0"]
    },
    Refusal("a limit of a finding", 64, error: "--limit: of a finding", hint: "--limit 50") { _ in
      ["history", "4kxa0", "--limit", "3"]
    },
    Refusal("a day of a run that there is not", 64, error: "--against: 2026-02-30", hint: "first") {
      _ in ["report", "--against", "2026-02-30"]
    },
  ]

  /// What is wrong with what is to be read; nothing of it touches a store.
  static let input = [
    Refusal("malformed JSON", 65, error: "export.json:2 at /Roles/1: ", hint: "export it again") {
      ["audit", try $0.write("{\"Roles\":\n[1,}", to: "export.json")]
    },
    Refusal("an empty file", 65, error: "export.json:1: the file is empty", hint: "export it again")
    {
      ["audit", try $0.write("", to: "export.json")]
    },
    Refusal("a wrong top-level shape", 65, error: "export.json: ", hint: "export") {
      ["audit", try $0.write("[\"a\"]", to: "export.json")]
    },
    Refusal("100,000 levels", 65, error: "export.json:1 at /0/0/0", hint: "export") {
      ["audit", try $0.write(String(repeating: "[", count: 100_000), to: "export.json")]
    },
    Refusal("100,000 levels that end", 65, error: "export.json:1 at /Roles/0/0", hint: "export") {
      let (start, end) = (
        String(repeating: "[", count: 100_000), String(repeating: "]", count: 100_000)
      )
      return ["audit", try $0.write("{\"Roles\":\(start)\(end)}", to: "export.json")]
    },
    Refusal("a folder with nothing recognisable", 65, error: "photos: ", hint: "export-account") {
      try $0.write("{\"colour\": \"red\"}", to: "photos/a.json")
      try $0.write("no JSON", to: "photos/b.txt")
      return ["audit", $0.path("photos")]
    },
    Refusal("a bad file with --strict", 65, error: "nightly-report.json:1", hint: "again") {
      let name = "strict-\(UUID())"
      try Export(in: $0, name).replace(Export.stateMachine, with: "{\"a\": ")
      return ["audit", "--strict", $0.path(name)]
    },
    Refusal("a missing export", 66, error: "nowhere: ", hint: "export-account") {
      ["audit", $0.path("nowhere")]
    },
    Refusal("missing cases", 66, error: "nothing.jsonl: ", hint: "one a line") {
      ["simulate", "--cases", $0.path("nothing.jsonl")]
    },
    Refusal("a missing export beside a good one", 66, error: "nowhere: ", hint: "export-account") {
      ["import", Program.broken, $0.path("nowhere")]
    },
  ]

  /// What is wrong with the store, or with where the report is to go.
  static let store = [
    Refusal("no store", 66, error: "none.db: ", hint: "rolecall audit EXPORT") {
      ["report", "--db", $0.path("none.db")]
    },
    Refusal("nothing imported", 66, error: "nothing was ever imported", hint: "EXPORT") {
      ["audit", "--db", $0.path("new.db")]
    },
    Refusal("a question about nothing", 66, error: "none.db: ", hint: "rolecall audit EXPORT") {
      ["can", "a", "s3:GetObject", "*", "--db", $0.path("none.db")]
    },
    Refusal("a principal who is not there", 66, error: "zoe: no role", hint: "the name of a role") {
      _ = try $0.rolecall("import", Program.broken)
      return ["can", "zoe", "s3:GetObject", "*"]
    },
    Refusal("no such run", 66, error: "no run 99", hint: "history") {
      _ = try $0.rolecall("audit", Program.broken)
      return ["report", "--run", "99"]
    },
    Refusal("a run of a day before all", 66, error: "2026-11-21T04:00:00Z", hint: "history") {
      _ = try $0.rolecall("audit", Program.broken)
      return ["report", "--run", "2026-11-20"]
    },
    Refusal("a finding that there is not", 66, error: "zzzz: no finding", hint: "report --all") {
      _ = try $0.rolecall("audit", Program.broken)
      return ["history", "zzzz"]
    },
    Refusal("a fingerprint that there is not", 66, error: "this fingerprint", hint: "report --all")
    {
      _ = try $0.rolecall("audit", Program.broken)
      return ["history", "v1 a b c d"]
    },
    Refusal("runs that there are not", 66, error: "the store has no run", hint: "EXPORT") {
      _ = try $0.rolecall("import", Program.broken)
      return ["history"]
    },
    Refusal("a past before all", 66, error: "the first is import 1, at 2026", hint: "later") {
      _ = try $0.rolecall("import", Program.broken)
      return ["audit", "--as-of", "2026-11-20"]
    },
    Refusal("a past of nothing", 66, error: "none.db: ", hint: "rolecall audit EXPORT") {
      ["audit", "--as-of", "2026-11-20", "--db", $0.path("none.db")]
    },
    Refusal("a run before the first", 66, error: "before run 1", hint: "history") {
      _ = try $0.rolecall("audit", Program.broken)
      return ["report", "--against", "previous"]
    },
    Refusal("a store that is not one", 65, error: "notes.txt: ", hint: "nothing was changed") {
      ["audit", Program.broken, "--db", try $0.write("dear diary", to: "notes.txt")]
    },
    Refusal("a store of a newer version", 65, error: "schema 999", hint: "newer rolecall") {
      _ = try $0.rolecall("audit", Program.broken)
      // SQLite keeps PRAGMA user_version at byte 60: https://www.sqlite.org/fileformat.html
      let file = try FileHandle(forUpdating: URL(filePath: $0.defaultStore))
      try file.seek(toOffset: 60)
      try file.write(contentsOf: [0, 0, 3, 231])
      try file.close()
      return ["audit", Program.broken]
    },
    Refusal(
      "a store that is damaged", 65, error: "rolecall.db: the store is damaged", hint: "backup"
    ) {
      _ = try $0.rolecall("audit", Program.broken)
      // All but the page with the schema.
      let file = try FileHandle(forUpdating: URL(filePath: $0.defaultStore))
      let size = try file.seekToEnd()
      try file.seek(toOffset: 16384)
      try file.write(contentsOf: Data(repeating: 0xAA, count: Int(size) - 16384))
      try file.close()
      return ["report"]
    },
    Refusal("a store that says nonsense", 65, error: "not what was recorded", hint: "backup") {
      _ = try $0.rolecall("audit", Program.broken)
      // No template ends as it should any more.
      let file = URL(filePath: $0.defaultStore)
      var bytes = [UInt8](try Data(contentsOf: file))
      let brace = UInt8(ascii: "}")
      for index in bytes.indices.dropFirst()
      where bytes[index - 1] == brace && bytes[index] == brace {
        bytes[index] = UInt8(ascii: "_")
      }
      try Data(bytes).write(to: file)
      return ["report"]
    },
    Refusal("a time to wait that is none", 64, error: "--wait: nan", hint: "seconds") { _ in
      ["audit", Program.broken, "--wait", "nan"]
    },
    Refusal("an endless time to wait", 64, error: "--wait: inf", hint: "seconds") { _ in
      ["import", Program.broken, "--wait=inf"]
    },
    Refusal("a time to wait that is past", 64, error: "--wait: -5", hint: "seconds") { _ in
      ["audit", Program.broken, "--wait=-5"]
    },
    Refusal("a store below a file", 73, error: "store.db: ", hint: "--db") {
      ["audit", Program.broken, "--db", try $0.write("", to: "file") + "/store.db"]
    },
    Refusal("a store that is a folder", 73, error: "folder: ", hint: "--db") {
      try $0.write("", to: "folder/file")
      return ["audit", Program.broken, "--db", $0.path("folder")]
    },
    Refusal("no room for the report", 74, error: "/dev/full: No space", hint: "--output") { _ in
      ["audit", Program.broken, "--output", "/dev/full"]
    },
    Refusal("a report below a file", 73, error: "report.md: ", hint: "--output") {
      ["audit", Program.broken, "--output", try $0.write("", to: "file") + "/report.md"]
    },
  ]

  /// What is wrong with the configuration.
  static let configuration = [
    Refusal("an unknown key", 78, error: "c.json:2: the key langauge", hint: "did you mean lang?") {
      ["report", "--config", try $0.write("{\n\"langauge\": \"ja\"}", to: "c.json")]
    },
    Refusal("a key of another case", 78, error: "the key DB ", hint: "did you mean db?") {
      ["report", "--config", try $0.write("{\"DB\": \"x\"}", to: "c.json")]
    },
    Refusal("a configuration that is no JSON", 78, error: "c.json: ", hint: "JSON") {
      ["report", "--config", try $0.write("lang: ja", to: "c.json")]
    },
    Refusal("a configuration without an end", 78, error: "/dev/zero: ", hint: "--config") { _ in
      ["report", "--config", "/dev/zero"]
    },
    Refusal("a configuration that is no object", 78, error: "c.json: ", hint: "schema") {
      ["report", "--config", try $0.write("[]", to: "c.json")]
    },
    Refusal("a value of a wrong kind", 78, error: "c.json:1: db ", hint: "schema") {
      ["report", "--config", try $0.write("{\"db\": 7}", to: "c.json")]
    },
    Refusal("an unknown key of expected", 78, error: "c.json:1: ", hint: "did you mean actions?") {
      let text = "{\"expected\": [{\"action\": [\"s3:*\"]}]}"
      return ["audit", Program.broken, "--config", try $0.write(text, to: "c.json")]
    },
    Refusal("a resource of expected that is none", 78, error: "resources of expected", hint: "ses:")
    {
      let text =
        "{\"expected\": [{\"taskDefinition\": \"a\", \"actions\": [\"s3:*\"], \"resources\": [\"b\"]}]}"
      return ["audit", Program.broken, "--config", try $0.write(text, to: "c.json")]
    },
    Refusal("an unknown key of assume", 78, error: "c.json:1: ", hint: "did you mean accounts?") {
      let text = "{\"assume\": [{\"account\": \"*\", \"context\": {}}]}"
      return ["report", "--config", try $0.write(text, to: "c.json")]
    },
    Refusal("an assumption without accounts", 78, error: "accounts of assume", hint: "context") {
      ["report", "--config", try $0.write("{\"assume\": [{\"context\": {}}]}", to: "c.json")]
    },
    Refusal("an assumed value that is none", 78, error: "c.json:2: aws:SourceIp ", hint: "context")
    {
      let text = "{\"assume\": [{\"accounts\": \"*\",\n\"context\": {\"aws:SourceIp\": 7}}]}"
      return ["report", "--config", try $0.write(text, to: "c.json")]
    },
    Refusal("a value that is not known", 78, error: "c.json: lang: fr ", hint: "en, ja") {
      ["report", "--config", try $0.write("{\"lang\": \"fr\"}", to: "c.json")]
    },
    Refusal("a missing configuration", 78, error: "c.json: ", hint: "--config") {
      ["report", "--config", $0.path("c.json")]
    },
    Refusal(
      "a variable with what is not known", 78, error: "ROLECALL_LANG: fr ", hint: "en, ja",
      environment: ["ROLECALL_LANG": "fr"]
    ) { _ in ["report"] },
    Refusal(
      "a variable with a time that is none", 78, error: "ROLECALL_NOW: soon ", hint: "2026-",
      environment: ["ROLECALL_NOW": "soon"]
    ) { _ in ["report"] },
  ]
}
