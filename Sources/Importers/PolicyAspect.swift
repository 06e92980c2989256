import IAM
import JSON

extension PageReading {
  /// The aspect of a policy document, lists of texts sorted; a note, and a `null` body, if there is none to be read.
  ///
  /// The AWS CLI prints objects for IAM and a JSON string for Organizations; the raw IAM API and AWS Config give
  /// percent-encoded text.
  mutating func policy(_ name: String, _ node: JSONNode?, of element: JSONNode) -> Aspect {
    guard let node else {
      error(element, "the policy document is missing")
      return Aspect(name: name, body: "null")
    }
    do throws(PolicyError) {
      let document = try PolicyDocument.parse(node)
      return Aspect(name: name, body: document.canonical(sortingTexts: true))
    } catch {
      self.error(
        node, "the policy document cannot be read: \(error.reason)", hint: error.hint)
      return Aspect(name: name, body: "null")
    }
  }
}
