import Findings
import JSON

/// What a run has to say beside its findings: notes on what was read, and what was taken for granted.
struct Remarks {
  var notes: [ReportedNote]
  var accountsWithoutServiceControl: [String]

  init(notes: [ReportedNote], accountsWithoutServiceControl: [String]) {
    self.notes = notes
    self.accountsWithoutServiceControl = accountsWithoutServiceControl
  }

  /// Reads what `canonical` wrote.
  init(_ text: String) {
    let root = (try? JSONDocument(text: text)).map { JSONValue($0.root) }
    notes = root?["notes"]?.array?.map(Self.note) ?? []
    accountsWithoutServiceControl =
      root?["accountsWithoutServiceControl"]?.array?.compactMap(\.string) ?? []
  }

  func canonical() -> String {
    let value: JSONValue = [
      "notes": .array(notes.map(Self.value)),
      "accountsWithoutServiceControl": .array(accountsWithoutServiceControl.map(JSONValue.string)),
    ]
    return value.canonical()
  }

  /// The assumptions in words.
  func assumptions(_ language: String) -> [String] {
    accountsWithoutServiceControl.map {
      language == "ja"
        ? "アカウント \($0) のサービスコントロールポリシーはエクスポートにないため、制限なしとみなしました"
        : "no service control policies of account \($0) were exported: none are assumed to apply"
    }
  }

  static func value(of note: ReportedNote) -> JSONValue {
    [
      "error": .bool(note.isError), "file": .string(note.file),
      "line": note.line.map { .number(String($0)) } ?? .null, "pointer": JSONValue(note.pointer),
      "text": .string(note.text), "hint": JSONValue(note.hint),
    ]
  }

  private static func note(_ value: JSONValue) -> ReportedNote {
    ReportedNote(
      isError: value["error"]?.bool ?? false, file: value["file"]?.string ?? "",
      line: value["line"]?.int, pointer: value["pointer"]?.string,
      text: value["text"]?.string ?? "", hint: value["hint"]?.string)
  }
}
