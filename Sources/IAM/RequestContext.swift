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
    let prefix: ContextKey
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
    families.append(Family(prefix: ContextKey(prefix), value: value))
  }

  subscript(key: ContextKey) -> ContextValue {
    index(of: key).map { entries[$0].value } ?? value(ofUnlisted: key)
  }

  func index(of key: ContextKey) -> Int? {
    let entries = entries.span
    for index in entries.indices
    where entries[index].key.hash == key.hash && entries[index].key == key {
      return index
    }
    return nil
  }

  func value(ofUnlisted key: ContextKey) -> ContextValue {
    families.last { key.begins(with: $0.prefix) }?.value ?? unlisted
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
  fileprivate let hash: UInt64

  init(_ name: String) {
    self.name = name
    hash = hashRegardlessOfCase(name.utf8.span)
  }

  static func == (left: ContextKey, right: ContextKey) -> Bool {
    left.hash == right.hash && left.name.utf8.count == right.name.utf8.count
      && left.begins(with: right)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(hash) }

  /// Whether the name begins with another one.
  func begins(with other: ContextKey) -> Bool {
    let own = name.utf8.span
    let theirs = other.name.utf8.span
    guard own.count >= theirs.count else { return false }
    for index in theirs.indices
    where asciiLowercased(own[index]) != asciiLowercased(theirs[index]) {
      return false
    }
    return true
  }
}

/// A number that names differing in more than ASCII capitals hardly ever share: FNV-1a.
func hashRegardlessOfCase(_ bytes: Span<UInt8>) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for index in bytes.indices {
    hash = (hash ^ UInt64(asciiLowercased(bytes[index]))) &* 0x100_0000_01B3
  }
  return hash
}

/// The byte with an ASCII capital made small.
func asciiLowercased(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}

/// Eight bytes with their ASCII capitals made small.
func asciiLowercased(_ bytes: UInt64) -> UInt64 {
  let ones: UInt64 = 0x0101_0101_0101_0101
  let letters = bytes & (0x7F &* ones)
  let isFromA = letters &+ UInt64(0x80 - 0x41) &* ones
  let isBehindZ = letters &+ UInt64(0x7F - 0x5A) &* ones
  let isCapital = (isFromA ^ isBehindZ) & ~bytes & (0x80 &* ones)
  return bytes | isCapital >> 2
}
