import Findings
import JSON

extension FindingState {
  /// The ARNs that the evidence names, in its own members and as policies in its statements; that of a near miss is a
  /// member of it.
  var arns: [String] {
    guard let document = try? JSONDocument(text: evidence) else { return [] }
    var found: [String] = []
    for (key, value) in document.root.members {
      if let text = value.string, text.hasPrefix("arn:") { found.append(text) }
      guard ["statements", "nearMisses", "missing"].contains(key) else { continue }
      for element in value.elements {
        let policy = (element["statement"] ?? element)["policy"] ?? element
        if let name = policy.string, name.hasPrefix("arn:") { found.append(name) }
      }
    }
    return found
  }
}

extension Sequence<String> {
  /// The first of each, in order.
  func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
