import JSON

/// Keeps of a RunTask request, or of a task override, all but the values of variables, commands and tags.
///
/// The same members are spelled in four ways (`TaskDefinition`, `taskDefinition`, …), so case does not matter here.
/// Request syntax: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html.
struct RunTaskFilter: CanonicalFilter {
  enum Context {
    /// A RunTask or StartTask request.
    case request
    /// Its `Overrides`, or the input of an ECS target.
    case overrides
    case containerOverride
    case environment
    case variable(name: String)
    case words
    /// What AWS defines: all is kept, but for tags.
    case plain
    case tags
    /// What anybody may have typed.
    case values
  }

  private static let requestMembers: [StaticString] = [
    "capacityproviderstrategy", "clienttoken", "cluster", "containerinstances", "count",
    "enableecsmanagedtags", "enableexecutecommand", "group", "launchtype", "networkconfiguration",
    "placementconstraints", "placementstrategy", "platformversion", "propagatetags", "referenceid",
    "startedby", "taskdefinition", "volumeconfigurations",
  ]
  private static let overrideMembers: [StaticString] = [
    "cpu", "ephemeralstorage", "executionrolearn", "inferenceacceleratoroverrides", "memory",
    "taskrolearn",
  ]
  private static let containerMembers: [StaticString] = [
    "cpu", "environmentfiles", "memory", "memoryreservation", "name", "resourcerequirements",
  ]

  func member(
    _ key: JSONName, _ value: JSONNode, in context: Context
  ) -> CanonicalChoice<Context> {
    let isReference = key.isReference
    let name = isReference ? key.dropLast(2) : key
    switch context {
    case .request:
      if name.isLike("overrides") { return choice(value, .overrides, isReference) }
      return choice(value, plain(name, Self.requestMembers), isReference)
    case .overrides:
      if name.isLike("containeroverrides") { return choice(value, .containerOverride, isReference) }
      return choice(value, plain(name, Self.overrideMembers), isReference)
    case .containerOverride:
      if name.isLike("environment") { return choice(value, .environment, isReference) }
      if name.isLike("command") { return choice(value, .words, isReference) }
      return choice(value, plain(name, Self.containerMembers), isReference)
    case .environment: return choice(value, .values, isReference)
    case .variable(let variable):
      if name.isLike("name") { return choice(value, .plain, isReference) }
      return choice(value, .values, isReference, variable: variable)
    case .plain: return choice(value, name.isLike("tags") ? .tags : .plain, isReference)
    case .tags: return choice(value, name.isLike("key") ? .plain : .values, isReference)
    case .words, .values: return choice(value, .values, isReference)
    }
  }

  func element(_ value: JSONNode, in context: Context) -> CanonicalChoice<Context> {
    if case .environment = context, value.isObject {
      return .keep(.variable(name: value[caseBlind: "Name"]?.string ?? ""))
    }
    return choice(value, context, false)
  }

  func isSet(_ list: JSONNode, in context: Context) -> Bool { false }

  /// What is kept of a scalar; of anything else its members are asked.
  func choice(
    _ value: JSONNode, _ context: Context, _ isReference: Bool, variable: String = ""
  ) -> CanonicalChoice<Context> {
    let isPlain = if case .plain = context { true } else { false }
    switch value.kind {
    case .array, .object: return .keep(context)
    case .null: return .keep(context)
    case .bool, .number: return isPlain ? .keep(context) : .replace(Redaction.mark)
    case .string:
      if isPlain, !isReference, Redaction.keepsAll(value) { return .keep(context) }
      let text = value.string ?? ""
      if isReference { return .replace(Redaction.reference(text, keepsLiterals: isPlain)) }
      guard isPlain else { return .replace(Redaction.value(text, named: variable)) }
      return Redaction.isExpression(text)
        ? .replace(Expression.redacted(text, keepsLiterals: true)) : .replace(Redaction.kept(text))
    }
  }

  private func plain(_ name: JSONName, _ known: [StaticString]) -> Context {
    name.isLike(oneOf: known) ? .plain : name.isLike("tags") ? .tags : .values
  }
}
