/// What is known about one condition key of a request.
public enum ContextValue: Hashable, Sendable {
  /// The key is in the request with these values; a single-valued key has exactly one.
  case values([String])
  /// The key is in the request with one value, of which only a pattern is known (`*` and `?`).
  case pattern(String)
  /// The key is not in the request.
  case absent
  /// Nobody knows whether the key is in the request, or with which value.
  case unknown

  public static func value(_ text: String) -> ContextValue { .values([text]) }
}

/// The condition keys of one request.
///
/// Keys are case-insensitive, values are not.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
public struct RequestContext: Sendable {
  /// What holds for a key that is not listed: `unknown` in an audit, `absent` in a simulation.
  public var unlisted: ContextValue
  private(set) var entries: [Entry] = []
  private var families: [Family] = []

  struct Entry: Sendable {
    let key: ContextKey
    let value: ContextValue
    /// The values as bytes; a pattern's are encoded.
    let texts: [[UInt8]]
  }

  private struct Family: Sendable {
    let prefix: [UInt8]
    let value: ContextValue
  }

  public init(_ values: [String: ContextValue] = [:], unlisted: ContextValue = .unknown) {
    self.unlisted = unlisted
    entries.reserveCapacity(values.count)
    for (key, value) in values { self[key] = value }
  }

  /// The value of a key.
  ///
  /// Reading a key that is not listed gives its family's value, then `unlisted`.
  public subscript(key: String) -> ContextValue {
    get { self[ContextKey(key)] }
    set {
      let key = ContextKey(key)
      let entry = Entry(key: key, value: newValue, texts: newValue.texts)
      if let index = index(of: key) {
        entries[index] = entry
      } else {
        entries.append(entry)
      }
    }
  }

  /// Says what holds for all keys that begin with `prefix` and are not listed themselves.
  ///
  /// With `.absent`, this states that the tags of a role are known completely: `aws:PrincipalTag/`.
  public mutating func setFamily(_ prefix: String, _ value: ContextValue) {
    families.append(Family(prefix: ContextKey(prefix).bytes, value: value))
  }

  subscript(key: ContextKey) -> ContextValue {
    index(of: key).map { entries[$0].value } ?? value(ofUnlisted: key)
  }

  func index(of key: ContextKey) -> Int? {
    for index in entries.indices
    where entries[index].key.hash == key.hash && entries[index].key.bytes == key.bytes {
      return index
    }
    return nil
  }

  func value(ofUnlisted key: ContextKey) -> ContextValue {
    families.last { key.bytes.starts(with: $0.prefix) }?.value ?? unlisted
  }
}

extension ContextValue {
  /// The values as bytes; a pattern's are encoded.
  var texts: [[UInt8]] {
    switch self {
    case .values(let values): values.map { Array($0.utf8) }
    case .pattern(let pattern): [Glob(pattern).bytes]
    case .absent, .unknown: []
    }
  }
}

/// The name of a condition key, ready to be compared regardless of case.
struct ContextKey: Hashable, Sendable {
  /// As the policy wrote it.
  let name: String
  let bytes: [UInt8]
  let hash: UInt64

  init(_ name: String) {
    self.name = name
    bytes = name.utf8.map(asciiLowercased)
    // FNV-1a
    hash = bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  static func == (left: ContextKey, right: ContextKey) -> Bool { left.bytes == right.bytes }

  func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

/// The byte with an ASCII capital made small.
func asciiLowercased(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}
