import JSON

/// Keeps of a state machine definition what decides which requests are made, by whom, and in which order.
///
/// Comments, results, data that is passed on and error texts are left out. What has not the shape that the language
/// demands is kept as that shape only, so that the fault can be reported and nothing else is known of it.
/// Fields: https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html.
struct StateMachineFilter: CanonicalFilter {
  enum Context {
    /// A definition, a branch, or an item processor.
    case machine
    case states
    case state(isTask: Bool, runsTask: Bool)
    /// The `ProcessorConfig` of a Map state.
    case processorConfig
    /// `ItemReader` and `ResultWriter` of a distributed Map state.
    case items
    /// Where these read and write.
    case location
    case credentials
    /// An element of `Retry` or `Catch`.
    case handler
    case choice
    /// A list of names, as `ErrorEquals` is.
    case names
    case request(RunTaskFilter.Context)
    case integration(IntegrationFilter.Context)
    /// Something malformed: only its type is told.
    case shape
  }

  private let request = RunTaskFilter()
  private let integration = IntegrationFilter()

  func member(
    _ key: JSONName, _ value: JSONNode, in context: Context
  ) -> CanonicalChoice<Context> {
    switch context {
    case .machine: machineMember(key, value)
    case .states: stateChoice(value)
    case .state(let isTask, let runsTask):
      stateMember(key, value, isTask: isTask, runsTask: runsTask)
    case .processorConfig:
      switch key {
      case "Mode", "ExecutionType": scalar(value)
      default: .drop
      }
    case .items:
      switch key {
      case "Resource": scalar(value)
      case "Parameters", "Arguments": container(value, .location)
      default: .drop
      }
    case .location:
      switch key {
      case "Bucket", "Bucket.$": name(value, isReference: key.isReference)
      default: .drop
      }
    case .credentials:
      switch key {
      case "RoleArn", "RoleArn.$": name(value, isReference: key.isReference)
      default: .drop
      }
    case .handler:
      switch key {
      case "ErrorEquals": value.isArray ? .keep(.names) : scalar(value)
      case "Next": scalar(value)
      default: .drop
      }
    case .choice:
      switch key {
      case "Variable", "Next": scalar(value)
      case "Condition": shape(value)
      case "And", "Or", "Not": container(value, .choice)
      default: .drop
      }
    case .request(let inner): requestMember(key, value, inner)
    case .integration(let inner):
      adopt(integration.member(key, value, in: inner), Context.integration)
    case .names, .shape: .drop
    }
  }

  func element(_ value: JSONNode, in context: Context) -> CanonicalChoice<Context> {
    switch context {
    case .machine, .handler, .choice: container(value, context)
    case .names: scalar(value)
    case .request(let inner): adopt(request.element(value, in: inner), Context.request)
    case .integration(let inner):
      adopt(integration.element(value, in: inner), Context.integration)
    default: .drop
    }
  }

  func isSet(_ list: JSONNode, in context: Context) -> Bool { false }

  /// Of a member that RunTask does not know the name is kept: Step Functions refuses it.
  private func requestMember(
    _ key: JSONName, _ value: JSONNode, _ inner: RunTaskFilter.Context
  ) -> CanonicalChoice<Context> {
    let choice = request.member(key, value, in: inner)
    guard case .drop = choice, case .request = inner, !key.isLike(oneOf: Self.passedOver),
      (key.isReference ? key.dropLast(2) : key).isWord(atMost: 40)
    else { return adopt(choice, Context.request) }
    return .replace(Redaction.mark)
  }

  /// Members that RunTask knows and nothing reads.
  private static let passedOver: [StaticString] = [
    "clienttoken", "clienttoken.$", "group", "group.$", "referenceid", "referenceid.$",
  ]

  /// Of what a state makes of a result it is kept whether it looks at the failures that RunTask reports.
  private func readsFailures(_ value: JSONNode) -> CanonicalChoice<Context> {
    value.text.contains("Failures") ? .replace("Failures") : .drop
  }

  private func machineMember(_ key: JSONName, _ value: JSONNode) -> CanonicalChoice<Context> {
    switch key {
    case "StartAt", "QueryLanguage": word(value)
    case "TimeoutSeconds": value.isString ? .replace(Redaction.mark) : .keep(.shape)
    case "States": object(value, .states)
    case "ProcessorConfig": object(value, .processorConfig)
    default: .drop
    }
  }

  private func stateMember(
    _ key: JSONName, _ value: JSONNode, isTask: Bool, runsTask: Bool
  ) -> CanonicalChoice<Context> {
    switch key {
    case "Type", "Next", "End", "Default", "QueryLanguage": word(value)
    case "Resource": scalar(value)
    // What decides is whether there is one.
    case "TimeoutSeconds", "HeartbeatSeconds", "TimeoutSecondsPath", "HeartbeatSecondsPath":
      value.isString ? .replace(Redaction.mark) : .keep(.shape)
    // Below a path into the context object, any other may lead to the task token.
    case "InputPath":
      value.string.map { .replace($0.hasPrefix("$$") ? "$$" : "$") } ?? .drop
    case "ResultSelector", "Assign", "Output", "OutputPath": readsFailures(value)
    case "Branches": value.isArray ? .keep(.machine) : shape(value)
    case "ItemProcessor", "Iterator": object(value, .machine)
    case "ItemReader", "ResultWriter": object(value, .items)
    case "Credentials": container(value, .credentials)
    case "Retry", "Catch": value.isArray ? .keep(.handler) : shape(value)
    case "Choices": value.isArray ? .keep(.choice) : shape(value)
    case "Parameters", "Arguments":
      if !isTask {
        .drop
      } else if runsTask {
        adopt(request.choice(value, .request, isReference: false), Context.request)
      } else {
        container(value, .integration(.request))
      }
    default: .drop
    }
  }

  private func stateChoice(_ value: JSONNode) -> CanonicalChoice<Context> {
    guard value.isObject else { return shape(value) }
    let isTask = value["Type"]?.string == "Task"
    // Only of a task the request is kept.
    return .keep(.state(isTask: isTask, runsTask: Self.startsTasks(value)))
  }

  /// Whether a state starts tasks.
  static func startsTasks(_ state: JSONNode) -> Bool {
    state["Type"]?.string == "Task" && state["Resource"].map(Self.runsTask) == true
  }

  /// Whether a resource is ECS's RunTask or StartTask, in the optimized form or that of the SDK.
  private static func runsTask(_ resource: JSONNode) -> Bool {
    resource.withPlainBytes(runsTask)
      ?? resource.utf8.map { $0.withUnsafeBufferPointer(runsTask) } ?? false
  }

  private static func runsTask(_ resource: UnsafeBufferPointer<UInt8>) -> Bool {
    guard resource.starts(with: "arn:".utf8),
      let colon = resource.lastIndex(of: UInt8(ascii: ":"))
    else { return false }
    let operation = resource[(colon + 1)...].prefix { $0 != UInt8(ascii: ".") }
    return isLike(resource[..<colon].suffix(4), ":ecs")
      && (isLike(operation, "runtask") || isLike(operation, "starttask"))
  }

  /// Whether bytes are a text in lower case, whatever the case of their own letters.
  private static func isLike(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ text: StaticString)
    -> Bool
  {
    guard bytes.count == text.utf8CodeUnitCount else { return false }
    return zip(bytes, 0...).allSatisfy { byte, i in
      byte == text.utf8Start[i] || isLetter(byte) && byte | 0x20 == text.utf8Start[i]
    }
  }

  /// A value that is to be the name of something in the definition.
  private func word(_ value: JSONNode) -> CanonicalChoice<Context> { .keep(.shape) }

  /// A value that is to name something outside, or a reference to one.
  private func name(_ value: JSONNode, isReference: Bool) -> CanonicalChoice<Context> {
    adopt(request.choice(value, .name, isReference: isReference), Context.request)
  }

  /// A value that is to be a scalar.
  private func scalar(_ value: JSONNode) -> CanonicalChoice<Context> {
    switch value.kind {
    case .array, .object: return .keep(.shape)
    case .null, .bool, .number: return .keep(.shape)
    case .string:
      if Redaction.keepsAll(value) { return .keep(.shape) }
      return .replace(Redaction.name(value.string ?? ""))
    }
  }

  /// A value that is to be an object, or a list of objects; a text may be an expression.
  private func container(_ value: JSONNode, _ context: Context) -> CanonicalChoice<Context> {
    switch value.kind {
    case .array, .object: .keep(context)
    default: shape(value)
    }
  }

  private func object(_ value: JSONNode, _ context: Context) -> CanonicalChoice<Context> {
    value.isObject ? .keep(context) : shape(value)
  }

  private func shape(_ value: JSONNode) -> CanonicalChoice<Context> {
    value.string.map { .replace(Redaction.value($0)) } ?? .keep(.shape)
  }

  private func adopt<Inner>(
    _ choice: CanonicalChoice<Inner>, _ context: (Inner) -> Context
  ) -> CanonicalChoice<Context> {
    switch choice {
    case .drop: .drop
    case .keep(let inner): .keep(context(inner))
    case .replace(let text): .replace(text)
    }
  }
}
