/// What makes two findings of two runs the same one: check, subject, locator and key.
///
/// Wording, severity and revision numbers are no part of it, so that neither a better message nor a deploy of the same
/// task definition family makes a finding new.
public struct FindingIdentity: Hashable, Sendable {
  /// The check's id, `passrole/caller-may-pass-role`.
  public var check: String
  /// The ARN of the resource, a task definition's without its revision.
  public var subject: String
  /// The place in the subject: the path of a state, the id of a target; empty where the subject is all.
  public var locator: String
  /// What else tells findings of one check and place apart: a slot and a role, say.
  public var key: String

  public init(check: String, subject: String, locator: String, key: String) {
    self.check = check
    self.subject = Self.withoutRevision(subject)
    self.locator = locator
    self.key = key
  }

  /// The identity as one readable line: `v1`, then the four parts, blanks and control characters percent-encoded, an
  /// empty part as `-`.
  public var fingerprint: String {
    "v1 " + [check, subject, locator, key].map(Self.encoded).joined(separator: " ")
  }

  /// A short name for people and commands: 13 letters and digits, the same in every store.
  public var id: String { Self.id(of: fingerprint) }

  /// The short name of what has a fingerprint.
  public static func id(of fingerprint: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in fingerprint.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(unsafeUninitializedCapacity: 13) { letters in
      for i in 0..<13 { letters[i] = digits[Int(hash >> UInt64(5 * (12 - i)) & 31)] }
      return 13
    }
  }

  private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  /// A task definition's ARN without its revision; any other text as it is.
  public static func withoutRevision(_ arn: String) -> String {
    guard arn.utf8.last.map({ (0x30...0x39).contains($0) }) == true else { return arn }
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 7, parts[0] == "arn", parts[2] == "ecs",
      parts[5].hasPrefix("task-definition/"), let revision = parts.last, !revision.isEmpty,
      revision.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    else { return arn }
    return parts.dropLast().joined(separator: ":")
  }

  private static func encoded(_ part: String) -> String {
    if part.isEmpty { return "-" }
    if part == "-" { return "%2D" }
    var out = ""
    let isSimple = part.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "%") }
    if isSimple { return part }
    for scalar in part.unicodeScalars {
      let isPlain =
        scalar.value > 0x20 && scalar != "%" && !(0x7F...0xA0).contains(scalar.value)
        && (scalar.isASCII
          || !scalar.properties.isWhitespace && scalar.properties.generalCategory != .format)
      if isPlain {
        out.unicodeScalars.append(scalar)
      } else {
        for byte in String(scalar).utf8 {
          let digits = String(byte, radix: 16, uppercase: true)
          out += "%" + (digits.count == 1 ? "0" : "") + digits
        }
      }
    }
    return out
  }
}
