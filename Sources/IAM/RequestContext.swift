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

  /// The texts of those keys that have a single value, one behind the other.
  private(set) var bytes: [UInt8] = []

  struct Entry: Sendable {
    fileprivate let hash: UInt64
    let fact: Fact
    /// Shared by all contexts that were made of one: contexts are copied more often than they are looked into.
    private let known: Known

    fileprivate init(_ key: ContextKey, _ value: ContextValue, _ texts: [[UInt8]], _ fact: Fact) {
      hash = key.hash
      self.fact = fact
      known = Known(key: key, value: value, texts: texts)
    }

    var value: ContextValue { known.value }
    /// The values as bytes; a pattern's are encoded.
    var texts: [[UInt8]] { known.texts }

    fileprivate func isNamed(_ name: Span<UInt8>) -> Bool { known.key.isNamed(name) }
  }

  private final class Known: Sendable {
    let key: ContextKey
    let value: ContextValue
    let texts: [[UInt8]]

    init(key: ContextKey, value: ContextValue, texts: [[UInt8]]) {
      self.key = key
      self.value = value
      self.texts = texts
    }
  }

  /// What is known of a key, as plain numbers.
  enum Fact: Sendable {
    case unknown
    case absent
    /// It has one value, which stands there in `bytes`.
    case text(Range<Int>)
    case other

    fileprivate init(_ value: ContextValue) {
      switch value {
      case .unknown: self = .unknown
      case .absent: self = .absent
      case .values(let values) where values.isEmpty: self = .absent
      case .values, .pattern: self = .other
      }
    }
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
      let texts = newValue.texts
      var fact = Fact(newValue)
      if case .values = newValue, texts.count == 1 {
        fact = .text(bytes.count..<(bytes.count + texts[0].count))
        bytes += texts[0]
      }
      let entry = Entry(key, newValue, texts, fact)
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
    index(of: key.name.utf8.span, hash: key.hash)
  }

  private func index(of name: Span<UInt8>, hash: UInt64) -> Int? {
    let entries = entries.span
    for index in entries.indices
    where entries[index].hash == hash && entries[index].isNamed(name) {
      return index
    }
    return nil
  }

  /// What is known of the key with that name, of which the hash is known.
  func fact(of name: Span<UInt8>, hash: UInt64) -> Fact {
    if let index = index(of: name, hash: hash) { return entries.span[index].fact }
    return families.isEmpty ? Fact(unlisted) : .other
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
    left.hash == right.hash && left.isNamed(right.name.utf8.span)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(hash) }

  /// Whether that is the name, in any case.
  func isNamed(_ other: Span<UInt8>) -> Bool {
    let own = name.utf8.span
    return own.count == other.count && own.beginsAnyCase(with: other, count: own.count)
  }

  /// Whether the name begins with another one.
  func begins(with other: ContextKey) -> Bool {
    let own = name.utf8.span
    let theirs = other.name.utf8.span
    return own.count >= theirs.count && own.beginsAnyCase(with: theirs, count: theirs.count)
  }
}

/// A number that names differing in more than ASCII capitals hardly ever share: FNV-1a.
///
/// - Parameters:
///   - bytes: the name, or the rest of it.
///   - start: the number of what stands before the rest.
/// - Returns: the number of the whole name.
func hashRegardlessOfCase(
  _ bytes: Span<UInt8>, behind start: UInt64 = 0xCBF2_9CE4_8422_2325
) -> UInt64 {
  var hash = start
  for index in bytes.indices {
    hash = (hash ^ UInt64(asciiLowercased(bytes[index]))) &* 0x100_0000_01B3
  }
  return hash
}
