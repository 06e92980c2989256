/// Something that a reader of the report must know about what was read.
public struct ImportNote: Hashable, Sendable, Comparable {
  public enum Severity: String, Sendable {
    /// A file or an item could not be read: the run is incomplete.
    case error
    case note
  }

  public var severity: Severity
  public var file: String
  /// Counted from 1.
  public var line: Int?
  /// RFC 6901.
  public var pointer: String?
  public var text: String
  /// What to do about it.
  public var hint: String

  public init(
    severity: Severity, file: String, line: Int? = nil, pointer: String? = nil, text: String,
    hint: String
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.pointer = pointer
    self.text = text
    self.hint = hint
  }

  public static func < (a: Self, b: Self) -> Bool {
    (a.file, a.line ?? 0, a.pointer ?? "", a.text) < (b.file, b.line ?? 0, b.pointer ?? "", b.text)
  }
}
