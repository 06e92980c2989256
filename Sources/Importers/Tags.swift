import JSON

/// Tags as one object: conditions of policies ask for those of roles, and people's teams are read of any.
enum Tags {
  /// The aspect of the tags of something: a list of `{"Key", "Value"}`, in ECS in small letters.
  ///
  /// - Parameters:
  ///   - owner: what has the list.
  ///   - member: the name of the list.
  ///   - isAlwaysPrinted: whether without the list there are no tags; otherwise they were left out, as without `--include TAGS`.
  /// - Returns: nil where they were left out or, with a note, cannot be read.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html,
  /// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html
  static func aspect(
    of owner: JSONNode, _ member: String = "tags", isAlwaysPrinted: Bool = false,
    into reading: inout PageReading
  ) -> Aspect? {
    let faults = reading.notes.count
    let list = reading.list(of: owner, member)
    guard list != nil || isAlwaysPrinted else { return nil }
    var body = CanonicalObject()
    for tag in list.map({ Array($0.elements) }) ?? [] {
      guard let key = tag[caseBlind: "key"]?.string, let value = tag[caseBlind: "value"]?.string
      else {
        reading.error(tag, "a tag has a \(member == "tags" ? "key and a value" : "Key and a Value")")
        continue
      }
      body.set(key, text: Redaction.tag(value, named: key))
    }
    return reading.notes.count == faults ? Aspect(name: "tags", body: body.text) : nil
  }
}
