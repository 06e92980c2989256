import JSON

/// Keeps of a request to any other service what names the thing that is called and the roles it is given, and nothing
/// of what is sent.
struct IntegrationFilter: CanonicalFilter {
  enum Context {
    case request
    /// The events of `events:putEvents`.
    case entries
    /// How `http:invoke` authenticates, and a training job among others.
    case nested
    /// A name.
    case name
  }

  /// The members that name something.
  private static let identifying: [StaticString] = [
    "apiendpoint", "applicationid", "authtype", "bucket", "cluster", "clusterid", "crawlername",
    "eventbusname", "functionname", "id", "jobdefinition", "jobname", "jobqueue", "method",
    "modelid", "name", "projectname", "qualifier", "queueurl", "stage", "statemachinearn",
    "tablename", "targetarn", "topicarn", "virtualclusterid", "workgroup",
  ]

  func member(
    _ key: JSONName, _ value: JSONNode, in context: Context
  ) -> CanonicalChoice<Context> {
    let isReference = key.isReference
    let name = isReference ? key.dropLast(2) : key
    switch context {
    case .request:
      if name.isLike("entries") {
        return value.isArray ? .keep(.entries) : self.name(value, isReference: isReference)
      }
      if name.isLike(oneOf: ["authentication", "trainingjobdefinition"]), value.isObject {
        return .keep(.nested)
      }
      let isName =
        name.isLike(oneOf: Self.identifying) || name.endsLike("role") || name.endsLike("rolearn")
      return isName ? self.name(value, isReference: isReference) : .drop
    case .nested:
      return name.isLike(oneOf: ["connectionarn", "rolearn"])
        ? self.name(value, isReference: isReference) : .drop
    case .entries:
      return name.isLike("eventbusname") ? self.name(value, isReference: isReference) : .drop
    case .name: return .drop
    }
  }

  func element(_ value: JSONNode, in context: Context) -> CanonicalChoice<Context> {
    if case .name = context { return .drop }
    return value.isObject ? .keep(context) : .drop
  }

  func isSet(_ list: JSONNode, in context: Context) -> Bool { false }

  private func name(_ value: JSONNode, isReference: Bool) -> CanonicalChoice<Context> {
    guard let text = value.string else { return .drop }
    if isReference { return .replace(Redaction.nameReference(text)) }
    if Redaction.keepsAll(value) { return .keep(.name) }
    guard !Redaction.isExpression(text), Redaction.schemeEnd(text) != nil else {
      return .replace(Redaction.name(text))
    }
    return .replace(Redaction.bareURL(text) ?? Redaction.mark)
  }
}

extension JSONName {
  /// Whether the name is that of a reference into the input, as `Cluster.$` is.
  var isReference: Bool { endsLike(".$") }
}
