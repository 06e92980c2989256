/// Values of one key that statements in doubt tell apart.
struct CandidateValues {
  var values: [ContextValue] = [.absent]
  /// Whether no other value could make any difference.
  private(set) var isComplete = true

  /// A character that no policy writes, so that what consists of it is matched by nothing but wildcards.
  private static let strange = "\u{2}"
  private static let stranger = strange + strange + strange
  private static let strangeARN = "arn" + String(repeating: ":" + strange, count: 5)
  private static let subsetLimit = 3
  /// So many digits tell any two numbers apart as a `Double`, too.
  private static let exactDigits = 15

  private var texts: Set<String> = [stranger]
  private var patterns: Set<String> = []
  /// What `StringLike` compares with: a text is a pattern of itself.
  private var globs: Set<Glob> = []
  private var hasOtherPatterns = false
  private var numbers: Set<Double> = []
  private var addresses: Set<[UInt8]> = []
  private var families: Set<Family> = []

  /// Comparisons that take one and the same value for different ones are not mixed.
  private enum Family {
    case text
    case foldedText
    case flag
    case number
    case date
    case address
  }

  init(of key: ContextKey, in doubtful: [Evaluation.Assessment], resource: [UInt8]) {
    var hasSets = false
    for assessment in doubtful {
      for test in assessment.tests {
        if test.operands.contains(where: { $0.variableText?.names(key) == true }) {
          isComplete = false
        }
        guard test.key == key, let condition = test.condition else { continue }
        if condition.quantifier != .single, condition.comparison != .null { hasSets = true }
        for value in test.values() { add(value, condition.comparison) }
      }
      for text in assessment.resourceTexts where text.names(key) {
        isComplete = false
        texts.formUnion(Self.guesses(text, key, resource))
      }
    }
    if families.count > 1 || (patterns.count > 1 && !tellPatternsApart) { isComplete = false }
    texts.formUnion(Self.between(numbers).map(Self.plain))
    texts.formUnion(addresses.map(Self.written))
    addValues(hasSets: hasSets)
  }

  private mutating func addValues(hasSets: Bool) {
    let sorted = texts.sorted()
    values += sorted.map { .values([$0]) }
    if hasSets {
      if sorted.count <= Self.subsetLimit + 1 {
        values += (0..<(1 << sorted.count)).filter { $0.nonzeroBitCount != 1 }.map { bits in
          .values(sorted.indices.filter { bits >> $0 & 1 == 1 }.map { sorted[$0] })
        }
      } else {
        isComplete = false
        values += [.values([]), .values(sorted)]
        values += sorted.filter { $0 != Self.stranger }.map { .values([$0, Self.stranger]) }
      }
    } else {
      values.append(.values([Self.stranger, Self.stranger]))
    }
  }

  /// Whether the texts show every way in which values can fit patterns: of any two patterns one covers the other, or they
  /// have nothing in common, and each matches a text that none within it matches.
  private var tellPatternsApart: Bool {
    guard !hasOtherPatterns else { return false }
    let globs = Array(globs)
    for (index, glob) in globs.enumerated() {
      for other in globs[..<index]
      where glob.overlaps(other) && !glob.covers(other) && !other.covers(glob) { return false }
      let inner = globs.filter { $0 != glob && glob.covers($0) }
      guard
        texts.contains(where: { text in glob.matches(text) && !inner.contains { $0.matches(text) } }
        )
      else { return false }
    }
    return texts.contains { text in !globs.contains { $0.matches(text) } }
      || globs.contains(where: \.isAny)
  }

  /// Adds the values on both sides of what a comparison tells apart.
  private mutating func add(_ value: String, _ comparison: ConditionOperator.Comparison) {
    switch comparison {
    case .null: break
    case .stringEquals:
      families.insert(.text)
      texts.insert(value)
      globs.insert(Glob(literal: value))
      if value.contains("${") { isComplete = false }
    case .stringEqualsIgnoreCase:
      families.insert(.foldedText)
      texts.formUnion([value, value.lowercased(), value.uppercased()])
      if value.contains("${") { isComplete = false }
    case .binaryEquals:
      isComplete = false
      texts.insert(value)
    case .stringLike, .arnLike:
      families.insert(.text)
      let glob = Glob(value)
      if !glob.isLiteral { patterns.insert("\(comparison) \(value)") }
      texts.formUnion(Self.instances(of: glob) + Self.misfits(of: glob))
      globs.insert(glob)
      if comparison == .arnLike {
        texts.insert(Self.strangeARN)
        hasOtherPatterns = true
      }
      if value.contains("${") { isComplete = false }
    case .bool:
      families.insert(.flag)
      texts.formUnion(["true", "false"])
    case .numeric:
      families.insert(.number)
      if value.utf8.count > Self.exactDigits { isComplete = false }
      add(Double(value))
    case .date:
      families.insert(.date)
      add(secondsSince1970(value))
    case .ipAddress:
      families.insert(.address)
      addresses.formUnion([[UInt8](repeating: 0, count: 4), [UInt8](repeating: 0, count: 16)])
      if let range = IPRange(value) { addresses.formUnion([range.first, range.behind]) }
    }
  }

  /// Adds a number, unless it is one that cannot be told from its neighbours.
  private mutating func add(_ number: Double?) {
    guard let number else { return }
    if abs(number) < 0x1p40 { numbers.insert(number) } else { isComplete = false }
  }

  /// The numbers, and one between each two of them and beyond both ends.
  private static func between(_ numbers: Set<Double>) -> [Double] {
    let sorted = numbers.sorted()
    guard let first = sorted.first, let last = sorted.last else { return [] }
    return [first - 1] + sorted + zip(sorted, sorted.dropFirst()).map { ($0 + $1) / 2 } + [last + 1]
  }

  /// A number without an exponent, whole where it is whole.
  private static func plain(_ number: Double) -> String {
    Int64(exactly: number).map(String.init) ?? String(number)
  }

  /// An address as a text, IPv6 in eight groups.
  private static func written(_ address: [UInt8]) -> String {
    guard address.count == 16 else { return address.map(String.init).joined(separator: ".") }
    return stride(from: 0, to: 16, by: 2).map {
      String(Int(address[$0]) << 8 | Int(address[$0 + 1]), radix: 16)
    }.joined(separator: ":")
  }

  /// The shortest text that a pattern matches, and a longer one.
  private static func instances(of glob: Glob) -> [String] {
    ["", strange + strange].map { run in
      var bytes: [UInt8] = []
      for byte in glob.bytes {
        switch byte {
        case Glob.anyRun: bytes += run.utf8
        case Glob.anyOne: bytes += strange.utf8
        default: bytes.append(byte)
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Texts that are too short and too long for a pattern of nothing but wildcards.
  private static func misfits(of glob: Glob) -> [String] {
    let ones = glob.bytes.count(where: { $0 == Glob.anyOne })
    guard ones > 0, glob.bytes.allSatisfy({ $0 >= Glob.anyOne }) else { return [] }
    return [ones - 1, ones + 1].map { String(repeating: strange, count: $0) }
  }

  /// What a variable would have to be for a resource to match: the name at its place.
  private static func guesses(
    _ text: VariableText, _ key: ContextKey, _ resource: [UInt8]
  ) -> [String] {
    guard case .text(let prefix) = text.parts.first, resource.count > prefix.count else {
      return []
    }
    let rest = resource.dropFirst(prefix.count)
    let name = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":") }
    return [name, rest].map { String(decoding: $0, as: UTF8.self) }
  }
}

extension VariableText {
  func names(_ key: ContextKey) -> Bool { variables.contains { $0.key == key } }
}
