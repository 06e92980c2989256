import Findings
import JSON

/// Puts in words what changed in a document: `statement PassEcsRoles: Resource lost arn:…`.
struct ChangeWords {
  let phrases: Phrases
  /// What the statements of the document are called, by their pointers.
  let statements: [String: String]

  func words(_ change: JSONChange) -> String {
    var path = change.pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    var statement: String?
    if path.first == "Statement", let index = path.dropFirst().first.flatMap({ Int($0) }) {
      let name = statements["/Statement/\(index)"].map { MarkdownText.code($0, limit: 100) }
      statement = phrases.statement(name ?? phrases.number(index + 1))
      path = path.dropFirst(2)
    }
    // Where an element of a list came or went, the list is what it happened to.
    let isOneSided = change.before == nil || change.after == nil
    if isOneSided, let last = path.last, Int(last) != nil { path = path.dropLast() }
    let member = path.isEmpty ? nil : MarkdownText.code(member(path))
    guard let statement else { return words(change, at: member) }
    if member == nil, isOneSided {
      return change.after == nil ? phrases.isGone(statement) : phrases.isNew(statement)
    }
    return statement + phrases.colon + words(change, at: member)
  }

  /// The place in a document: a pointer, or in a statement the member alone.
  private func member(_ path: ArraySlice<Substring>) -> String {
    let isInStatement = path.startIndex > 1
    guard isInStatement else { return path.map { "/" + $0 }.joined() }
    return path.map {
      $0.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
        .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
    }.joined(separator: "/")
  }

  private func words(_ change: JSONChange, at member: String?) -> String {
    func short(_ value: JSONValue) -> String {
      MarkdownText.code(value.string ?? value.canonical())
    }
    switch (change.before, change.after) {
    case (nil, let after?):
      return member.map { phrases.gained($0, short(after)) } ?? phrases.gained(short(after))
    case (let before?, nil):
      return member.map { phrases.lost($0, short(before)) } ?? phrases.lost(short(before))
    case (let before?, let after?):
      return phrases.became(member ?? phrases.theDocument, short(before), short(after))
    case (nil, nil): return phrases.changed(member ?? phrases.theDocument)
    }
  }
}
