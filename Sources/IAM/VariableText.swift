/// A text of a policy that may hold variables: `arn:aws:s3:::home/${aws:username}/*`.
///
/// What a variable stands for is literal: a `*` that comes out of it is no wildcard. `${*}`, `${?}` and
/// `${$}` are the characters themselves, `${key, 'text'}` has a default. Only documents of version
/// 2012-10-17 have variables; in all others `${…}` is literal text.
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
struct VariableText: Hashable, Sendable {
  struct Variable: Hashable, Sendable {
    var key: ContextKey
    var fallback: String?
  }

  enum Part: Hashable, Sendable {
    /// Encoded bytes where wildcards count, else plain ones.
    case text([UInt8])
    case variable(Variable)
  }

  enum Resolution {
    case known([UInt8])
    /// A variable has no value, or several.
    case unresolved
    /// A variable's value is not known; the bytes hold a run in its place.
    case unknown([UInt8])
  }

  /// The bytes, where there is no variable in them.
  let literal: [UInt8]?
  /// What a text with variables consists of; nothing of any other text.
  let parts: [Part]

  /// Reads a text.
  ///
  /// - Parameters:
  ///   - text: the text as written in the policy, as UTF-8.
  ///   - wildcards: whether `*` and `?` are wildcards here.
  ///   - variables: whether the document's version has variables.
  init(_ text: [UInt8], wildcards: Bool, variables: Bool) {
    guard variables, text.contains(UInt8(ascii: "$")) else {
      literal = wildcards ? Glob.encode(text) : text
      parts = []
      return
    }
    var parts: [Part] = []
    var plain: [UInt8] = []
    var rest = text[...]
    while let byte = rest.first {
      guard byte == UInt8(ascii: "$"), rest.dropFirst().first == UInt8(ascii: "{"),
        let end = rest.firstIndex(of: UInt8(ascii: "}"))
      else {
        rest.removeFirst()
        switch byte {
        case UInt8(ascii: "*") where wildcards:
          if plain.last != Glob.anyRun { plain.append(Glob.anyRun) }
        case UInt8(ascii: "?") where wildcards: plain.append(Glob.anyOne)
        default: plain.append(byte)
        }
        continue
      }
      let inside = String(decoding: rest.dropFirst(2).prefix(upTo: end), as: UTF8.self)
      rest = rest[rest.index(after: end)...]
      if inside == "*" || inside == "?" || inside == "$" {
        plain += inside.utf8
      } else {
        if !plain.isEmpty { parts.append(.text(plain)) }
        plain = []
        parts.append(.variable(Variable(inside)))
      }
    }
    literal = parts.isEmpty ? plain : nil
    if !plain.isEmpty, !parts.isEmpty { parts.append(.text(plain)) }
    self.parts = parts
  }

  var variables: [Variable] {
    parts.compactMap { if case .variable(let variable) = $0 { variable } else { nil } }
  }

  /// Whether no variable stands before the fifth colon; a resource may have them in its sixth part only.
  var beginsWithWholeArn: Bool {
    guard case .text(let bytes) = parts.first else { return false }
    return ArnPattern(bytes) != nil
  }

  func resolved(in context: RequestContext) -> Resolution {
    if let literal { return .known(literal) }
    var bytes: [UInt8] = []
    var isKnown = true
    for part in parts {
      switch part {
      case .text(let text): bytes += text
      case .variable(let variable):
        switch context[variable.key] {
        case .values(let values):
          guard values.count == 1 else { return .unresolved }
          bytes += values[0].utf8
        case .absent:
          guard let fallback = variable.fallback else { return .unresolved }
          bytes += fallback.utf8
        case .pattern(let pattern):
          isKnown = false
          bytes += Glob(pattern).bytes
        case .unknown:
          isKnown = false
          bytes.append(Glob.anyRun)
        }
      }
    }
    return isKnown ? .known(bytes) : .unknown(bytes)
  }

  /// The keys of variables that stand for nothing, or for several values.
  func unresolvedKeys(in context: RequestContext) -> [ContextKey] {
    variables.filter {
      switch context[$0.key] {
      case .absent: $0.fallback == nil
      case .values(let values): values.count != 1
      case .pattern, .unknown: false
      }
    }.map(\.key)
  }

  /// The keys of variables whose values are not known.
  func unknownKeys(in context: RequestContext) -> [ContextKey] {
    variables.map(\.key).filter {
      switch context[$0] {
      case .unknown, .pattern: true
      case .absent, .values: false
      }
    }
  }
}

extension VariableText.Variable {
  /// Reads what stands between the braces: a key and, behind a comma, a default in single quotes.
  fileprivate init(_ inside: String) {
    guard let comma = inside.utf8.firstIndex(of: UInt8(ascii: ",")) else {
      self.init(key: ContextKey(trimmed(inside)), fallback: nil)
      return
    }
    let text = trimmed(String(inside[inside.index(after: comma)...]))
    let isQuoted = text.utf8.count >= 2 && text.hasPrefix("'") && text.hasSuffix("'")
    self.init(
      key: ContextKey(trimmed(String(inside[..<comma]))),
      fallback: isQuoted ? String(text.dropFirst().dropLast()) : nil)
  }
}

/// The text without spaces at its ends.
private func trimmed(_ text: String) -> String {
  let end = text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex
  return String(text[..<end].drop { $0 == " " })
}
