import JSON

/// Keeps of a RunTask request, or of a task override, the members that decide whether and how tasks are started.
///
/// The same members are spelled in four ways (`TaskDefinition`, `taskDefinition`, …), so case does not matter here.
/// Of tags, placement, volumes and roles of containers it is kept that there are some, of variables and commands only expressions.
/// Request syntax: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html; `EcsParameters`, which
/// names some members otherwise: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EcsParameters.html.
struct RunTaskFilter: CanonicalFilter {
  enum Context {
    /// A RunTask or StartTask request, or the `EcsParameters` of a target.
    case request
    /// Its `Overrides`, or the input of an ECS target.
    case overrides
    case container
    case variable
    /// A file of variables.
    case file
    case network
    case awsvpc
    case strategy
    case volume
    case managedVolume
    /// A name or a word that AWS defines, or a list of them.
    case name
    /// What anybody may have typed.
    case value
    /// Of this only that it is there.
    case presence
  }

  private static let requestNames: [StaticString] = [
    "cluster", "count", "enableecsmanagedtags", "enableexecutecommand", "launchtype",
    "platformversion", "propagatetags", "taskcount", "taskdefinition", "taskdefinitionarn",
  ]
  private static let overrideNames: [StaticString] = [
    "cpu", "executionrolearn", "memory", "taskrolearn",
  ]
  private static let presenceNames: [StaticString] = [
    "placementconstraints", "placementstrategy", "taglist", "tags",
  ]

  func member(
    _ key: JSONName, _ value: JSONNode, in context: Context
  ) -> CanonicalChoice<Context> {
    let isReference = key.isReference
    let name = isReference ? key.dropLast(2) : key
    guard let inner = Self.context(of: name, in: context) else { return .drop }
    return choice(value, inner, isReference: isReference)
  }

  func element(_ value: JSONNode, in context: Context) -> CanonicalChoice<Context> {
    choice(value, context, isReference: false)
  }

  func isSet(_ list: JSONNode, in context: Context) -> Bool { false }

  /// In which context the value of a member is; nil for one that is not kept.
  private static func context(of name: JSONName, in context: Context) -> Context? {
    switch context {
    case .request:
      if name.isLike(oneOf: requestNames) { return .name }
      if name.isLike("overrides") { return .overrides }
      if name.isLike("networkconfiguration") { return .network }
      if name.isLike("capacityproviderstrategy") { return .strategy }
      if name.isLike("volumeconfigurations") { return .volume }
      return name.isLike(oneOf: presenceNames) ? .presence : nil
    case .overrides:
      if name.isLike("containeroverrides") { return .container }
      return name.isLike(oneOf: overrideNames) ? .name : nil
    case .container:
      if name.isLike("environment") { return .variable }
      if name.isLike("environmentfiles") { return .file }
      if name.isLike("command") { return .value }
      // Nobody reads roles here; that somebody wrote them down matters.
      if name.isLike(oneOf: ["executionrolearn", "taskrolearn"]) { return .presence }
      return name.isLike("name") ? .name : nil
    case .file: return name.isLike("value") ? .name : nil
    case .variable: return name.isLike("name") ? .name : name.isLike("value") ? .value : nil
    case .network: return name.isLike("awsvpcconfiguration") ? .awsvpc : nil
    case .awsvpc:
      return name.isLike(oneOf: ["assignpublicip", "securitygroups", "subnets"]) ? .name : nil
    case .strategy: return name.isLike(oneOf: ["base", "capacityprovider", "weight"]) ? .name : nil
    case .volume: return name.isLike("managedebsvolume") ? .managedVolume : nil
    case .managedVolume: return name.isLike("rolearn") ? .name : nil
    case .name, .value, .presence: return nil
    }
  }

  /// What is kept of a scalar; of anything else its members are asked.
  func choice(
    _ value: JSONNode, _ context: Context, isReference: Bool
  ) -> CanonicalChoice<Context> {
    let isName = if case .name = context { true } else { false }
    switch value.kind {
    case .array, .object, .null: return .keep(context)
    case .bool, .number: return isName ? .keep(context) : .replace(Redaction.mark)
    case .string:
      if isName, !isReference, Redaction.keepsAll(value) { return .keep(context) }
      let text = value.string ?? ""
      // To an SDK a variable without a value is none.
      if text.isEmpty { return .keep(context) }
      if isReference {
        return .replace(isName ? Redaction.nameReference(text) : Redaction.reference(text))
      }
      return .replace(isName ? Redaction.name(text) : Redaction.expression(text))
    }
  }
}
