/// Values of one key that statements in doubt tell apart.
struct CandidateValues {
  private(set) var values: [ContextValue] = [.absent]
  /// Whether no other value could make any difference.
  private(set) var isComplete = true

  /// A value that no policy names.
  private static let stranger = "\u{2}another"
  private static let subsetLimit = 3

  init(of key: ContextKey, in doubtful: [Evaluation.Assessment], resource: [UInt8]) {
    var texts: Set<String> = [Self.stranger]
    var patterns: Set<[UInt8]> = []
    var hasSets = false
    for assessment in doubtful {
      for test in assessment.tests {
        if test.operands.contains(where: { $0.variableText?.names(key) == true }) {
          isComplete = false
        }
        guard test.key == key, let condition = test.condition else { continue }
        if condition.quantifier != .single, condition.comparison != .null { hasSets = true }
        for value in test.values() { add(value, condition.comparison, to: &texts, &patterns) }
      }
      for text in assessment.resourceTexts where text.names(key) {
        isComplete = false
        texts.formUnion(Self.guesses(text, key, resource))
      }
    }
    if patterns.count > 1 { isComplete = false }
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

  /// Adds the values on both sides of what a comparison tells apart.
  private mutating func add(
    _ value: String, _ comparison: ConditionOperator.Comparison, to texts: inout Set<String>,
    _ patterns: inout Set<[UInt8]>
  ) {
    switch comparison {
    case .stringEquals: texts.insert(value)
    case .bool: texts.formUnion(["true", "false"])
    case .null: break
    case .stringLike:
      let glob = Glob(value)
      if !glob.isLiteral { patterns.insert(glob.bytes) }
      texts.formUnion(Self.instances(of: glob))
      if value.contains("${") { isComplete = false }
    case .arnLike:
      isComplete = false
      texts.formUnion(Self.instances(of: Glob(value)))
      if value == "*" { texts.insert("arn:aws:iam::000000000000:role/another") }
    case .stringEqualsIgnoreCase, .binaryEquals:
      isComplete = false
      texts.insert(value)
    case .numeric, .date:
      isComplete = false
      texts.insert(value)
      if let number = secondsSince1970(value) ?? Double(value), abs(number) < 0x1p53 {
        texts.formUnion([Self.plain(number - 1), Self.plain(number), Self.plain(number + 1)])
      }
    case .ipAddress:
      isComplete = false
      texts.formUnion(["0.0.0.1", "203.0.113.77", "2001:db8::77"])
      texts.insert(String(value.prefix { $0 != "/" }))
    }
  }

  /// A number without an exponent, whole where it is whole.
  private static func plain(_ number: Double) -> String {
    Int64(exactly: number).map(String.init) ?? String(number)
  }

  /// The shortest text that a pattern matches, and a longer one.
  private static func instances(of glob: Glob) -> [String] {
    ["", "zz"].map { run in
      var bytes: [UInt8] = []
      for byte in glob.bytes {
        switch byte {
        case Glob.anyRun: bytes += run.utf8
        case Glob.anyOne: bytes.append(UInt8(ascii: "z"))
        default: bytes.append(byte)
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
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
