import IAM

/// The policies of one role, each decoded when a question first rests on it.
final class RolePolicies {
  private struct Entry {
    var name: String
    /// nil: the document was not exported, or is none.
    var body: [UInt8]?
    var policy: Policy?
  }

  /// Decodes a document, given its text and the name of its policy.
  typealias Decode = (_ body: [UInt8], _ name: String) -> Policy

  private var entries: [Entry]
  private let decode: Decode

  init(_ policies: [(name: String, body: [UInt8]?)], decode: @escaping Decode) {
    entries = policies.map { policy in
      Entry(
        name: policy.name, body: policy.body.flatMap { $0.elementsEqual("null".utf8) ? nil : $0 })
    }
    self.decode = decode
  }

  var all: [Policy] { policies { _ in true } }

  /// Whether a document was not exported, or is none: what it grants is not known.
  private(set) lazy var isHalfRead = all.contains { $0.document == nil }

  /// Those in whose text one of these words stands, and those of which nothing is known.
  func policies(mentioning words: [WordSearch]) -> [Policy] {
    policies { body in words.contains { $0.finds(in: body) } }
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
      let policy =
        entry.body.map { decode($0, entry.name) } ?? Policy(name: entry.name, document: nil)
      entries[index].policy = policy
      wanted.append(policy)
    }
    return wanted
  }
}
