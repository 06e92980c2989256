import JSON

/// Keeps of a request to any other service what names the thing that is called, and no payload.
struct IntegrationFilter: CanonicalFilter {
  enum Context {
    case request
    /// What is passed on to the thing that is called.
    case payload
    /// The events of `events:putEvents`.
    case entries
  }

  /// The members that name something.
  private static let identifying: [StaticString] = [
    "apiendpoint", "authtype", "bucket", "cluster", "clusterid", "connectionarn", "crawlername",
    "eventbusname", "functionname", "jobdefinition", "jobname", "jobqueue", "key", "method",
    "modelid", "name", "path", "prefix", "projectname", "queueurl", "rolearn", "stage",
    "statemachinearn", "tablename", "targetarn", "topicarn", "workgroup",
  ]
  /// The members that carry what the caller sends.
  private static let payloads: [StaticString] = [
    "arguments", "body", "detail", "environment", "expressionattributevalues", "headers", "input",
    "item", "message", "messageattributes", "messagebody", "parameters", "payload",
    "queryparameters", "requestbody", "tags",
  ]

  func member(
    _ key: JSONName, _ value: JSONNode, in context: Context
  ) -> CanonicalChoice<Context> {
    let isReference = key.isReference
    let name = isReference ? key.dropLast(2) : key
    switch context {
    case .payload: return choice(value, .payload, isReference: isReference, isName: false)
    case .entries:
      return choice(
        value, .payload, isReference: isReference, isName: name.isLike("eventbusname"))
    case .request:
      let isName =
        name.isLike(oneOf: Self.identifying) || name.endsLike("role") || name.endsLike("rolearn")
      if name.isLike("entries") {
        return choice(value, .entries, isReference: isReference, isName: false)
      }
      let isPayload = name.isLike(oneOf: Self.payloads) || isName && value.isObject
      return choice(
        value, isPayload ? .payload : .request, isReference: isReference, isName: isName)
    }
  }

  func element(_ value: JSONNode, in context: Context) -> CanonicalChoice<Context> {
    choice(value, context, isReference: false, isName: false)
  }

  func isSet(_ list: JSONNode, in context: Context) -> Bool { false }

  private func choice(
    _ value: JSONNode, _ context: Context, isReference: Bool, isName: Bool
  ) -> CanonicalChoice<Context> {
    switch value.kind {
    case .array, .object, .null: return .keep(context)
    case .bool, .number: return .replace(Redaction.mark)
    case .string:
      if !isReference {
        if isName, Redaction.keepsAll(value) { return .keep(context) }
        if !isName, Redaction.keepsNothing(value) { return .replace(Redaction.mark) }
      }
      let text = value.string ?? ""
      if isReference { return .replace(Redaction.reference(text, keepsLiterals: isName)) }
      guard isName else { return .replace(Redaction.value(text)) }
      if Redaction.isExpression(text) {
        return .replace(Expression.redacted(text, keepsLiterals: true))
      }
      return .replace(
        Redaction.schemeEnd(text) != nil ? Redaction.bareURL(text) ?? Redaction.mark : text)
    }
  }
}

extension JSONName {
  /// Whether the name is that of a reference into the input, as `Cluster.$` is.
  var isReference: Bool { endsLike(".$") }
}
