import JSON

/// Tags as one object: conditions of policies ask for those of roles, and people's teams are read of any.
enum Tags {
  /// The aspect of the tags of something: a list of `{"Key", "Value"}`, in ECS in small letters.
  ///
  /// - Parameters:
  ///   - owner: what has the list.
  ///   - member: the name of the list.
  ///   - decide: whether conditions of policies ask for them, as for those of IAM, which prints all that there are. Others may be
  ///     left out, as without `--include TAGS`, and one without a key or a value is passed over.
  ///   - reading: what takes the notes.
  /// - Returns: nil where they were left out or, with a note, cannot be read.
  ///
  /// Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html,
  /// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html
  static func aspect(
    of owner: JSONNode, _ member: String = "tags", decide: Bool = false,
    into reading: inout PageReading
  ) -> Aspect? {
    let faults = reading.notes.count
    let list = reading.list(of: owner, member)
    guard list != nil || decide else { return nil }
    var body = CanonicalObject()
    for tag in list.map({ Array($0.elements) }) ?? [] {
      if let key = tag[caseBlind: "key"]?.string, let value = tag[caseBlind: "value"]?.string {
        body.set(key, text: Redaction.tag(value, named: key))
      } else if decide {
        reading.error(tag, "a tag has a Key and a Value")
      }
    }
    return reading.notes.count == faults ? Aspect(name: "tags", body: body.text) : nil
  }
}
