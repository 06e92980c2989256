import IAM

/// The policies of one role, each decoded when a question first rests on it.
///
/// Most policies of most roles say nothing about the few things that starting a task needs. The text of a document tells
/// cheaply whether it can: inventory texts are canonical, so an action stands in them as it is compared.
final class RolePolicies {
  private struct Entry {
    var name: String
    /// nil: the document was not exported.
    var body: [UInt8]?
    var policy: Policy?
  }

  /// Decodes a document, given its text and the name of its policy; nil where it is none.
  typealias Decode = (_ body: [UInt8], _ name: String) -> PolicyDocument?

  private var entries: [Entry]
  private let decode: Decode

  init(_ policies: [(name: String, body: [UInt8]?)], decode: @escaping Decode) {
    entries = policies.map { Entry(name: $0.name, body: $0.body) }
    self.decode = decode
  }

  var all: [Policy] { policies { _ in true } }

  var hasMissingDocument: Bool { entries.contains { $0.body == nil } }

  /// Those that may say something about actions of a service, and those of which nothing is known.
  func policies(concerning service: StaticString) -> [Policy] {
    policies { Self.concerns($0, service) }
  }

  /// Those in whose text one of these words stands, whatever its case, and those of which nothing is known.
  func policies(mentioning words: [[UInt8]]) -> [Policy] {
    policies { body in words.contains { Self.contains(body, $0) } }
  }

  private func policies(where isWanted: ([UInt8]) -> Bool) -> [Policy] {
    var wanted: [Policy] = []
    for index in entries.indices {
      if let body = entries[index].body, !isWanted(body) { continue }
      if let policy = entries[index].policy {
        wanted.append(policy)
        continue
      }
      let entry = entries[index]
      let policy = Policy(
        name: entry.name, document: entry.body.flatMap { decode($0, entry.name) })
      entries[index].policy = policy
      wanted.append(policy)
    }
    return wanted
  }

  /// Whether an action of a service, in whatever case, or one for all services stands in a document, or it says what
  /// actions it is not about.
  private static func concerns(_ body: [UInt8], _ service: StaticString) -> Bool {
    contains(body, Array("\"\(service):".utf8)) || contains(body, everyAction)
      || contains(body, everyFirst) || contains(body, notAction)
  }

  private static let everyAction = Array(#""action":"*"#.utf8)
  private static let everyFirst = Array(#""action":["*"#.utf8)
  private static let notAction = Array(#""notaction""#.utf8)

  /// Whether a text holds a word of small letters, whatever the case in the text.
  private static func contains(_ text: [UInt8], _ word: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { text in
      word.withUnsafeBufferPointer { word in
        guard let first = word.first, text.count >= word.count else { return word.isEmpty }
        let other = isLetter(first) ? first ^ 0x20 : first
        for start in 0...(text.count - word.count)
        where text[start] == first || text[start] == other {
          var length = 1
          while length < word.count, lowercased(text[start + length]) == word[length] {
            length += 1
          }
          if length == word.count { return true }
        }
        return false
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
