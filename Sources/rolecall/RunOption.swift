import Store

/// Reads runs and times as flags name them.
enum RunOption {
  private static let hint =
    "give its number, latest, first, previous, a day as 2026-11-20, or a time as 2026-11-20T04:00:00Z"

  /// - Throws: `CommandFailure` for what names no run.
  static func reference(_ text: String, flag: String) throws -> RunReference {
    switch text {
    case "latest": return .latest
    case "first": return .first
    case "previous": return .previous
    default: break
    }
    if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(text) {
      return .number(number)
    }
    guard let time = Instant(endOf: text) else {
      throw CommandFailure(code: .usage, message: "\(flag): \(text) names no run", hint: hint)
    }
    return .upTo(time.text)
  }
}
