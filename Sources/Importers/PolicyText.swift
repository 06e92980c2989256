import JSON

/// A policy document in whichever form an export holds it: an object, a JSON string, or a percent-encoded one.
///
/// The AWS CLI prints objects for IAM and a JSON string for Organizations; the raw IAM API and AWS Config give
/// percent-encoded text (RFC 3986), now and then encoded twice.
struct PolicyText {
  /// Canonical, lists of texts sorted; `null` if the document cannot be decoded.
  var body: String
  /// Why it cannot be decoded.
  var fault: String?

  init(_ node: JSONNode) {
    do {
      body = try Self.object(node).canonical(sortingTexts: true)
    } catch {
      body = "null"
      fault = error.reason
    }
  }

  private struct Fault: Error { var reason: String }

  private static func object(_ node: JSONNode) throws(Fault) -> JSONNode {
    if node.isObject { return node }
    guard var text = node.string else { throw Fault(reason: "it is neither an object nor a text") }
    for _ in 0..<2 where text.utf8.starts(with: "%".utf8) {
      guard let decoded = percentDecoded(text) else {
        throw Fault(reason: "its percent-encoding is malformed")
      }
      text = decoded
    }
    let document: JSONDocument
    do {
      document = try JSONDocument(text: text)
    } catch {
      throw Fault(reason: "its text is not JSON: \(error)")
    }
    guard document.root.isObject else { throw Fault(reason: "its text is not a JSON object") }
    return document.root
  }
}

extension PageReading {
  /// The aspect of a policy document; a note, and a `null` body, if it cannot be decoded.
  mutating func policy(_ name: String, _ node: JSONNode?, of element: JSONNode) -> Aspect {
    guard let node else {
      error(element, "the policy document is missing", hint: "export this again without --query")
      return Aspect(name: name, body: "null")
    }
    let policy = PolicyText(node)
    if let fault = policy.fault {
      error(
        node, "the policy document cannot be read: \(fault)",
        hint: "a policy is a JSON object, a JSON string or a percent-encoded JSON string")
    }
    return Aspect(name: name, body: policy.body)
  }
}
