public import JSON

/// The StatesLanguage module reads Amazon States Language: which Task states a definition holds, what each calls, and
/// with which arguments.
///
/// It knows the language and nothing of an account. A `StateMachineDefinition` walks the states of a definition,
/// however deeply Parallel and Map states nest them, and yields every `TaskState` with its place. What a state hands
/// to the service it calls is an `Argument`; `RunTaskArguments` reads those of ECS RunTask, and reads them the same
/// way where a schedule or a rule holds them. A definition computes much of what it passes on, so each value is a
/// `Scalar`: fixed, a pattern, dynamic or absent. What is computed is never taken for what is not there.
///
/// What cannot be a state machine is an error with its place and what to do; what is only half understood is read as
/// far as it goes and leaves a note.
///
/// Source: https://states-language.net/spec.html and
/// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
public struct StateMachineDefinition: Sendable {
  /// Every Task state, those nested in Parallel and Map states included, in the order of the document.
  public private(set) var taskStates: [TaskState] = []
  /// The Map states whose items are executions of their own.
  public private(set) var distributedMaps: [DistributedMap] = []
  /// What was only half understood, in the order of the walk.
  public private(set) var notes: [StatesLanguageNote] = []

  private let root: JSONNode

  /// Whether the execution as a whole gives up after some time.
  public var hasTimeout: Bool { root["TimeoutSeconds"] != nil }

  /// What each `Resource` means that was seen; there are few in a definition, each in many states.
  private var integrations: [String: Integration?] = [:]

  /// Reads a definition: the object that holds `StartAt` and `States`.
  ///
  /// The node may be the root of a document or lie anywhere in one; pointers start at the node.
  ///
  /// - Throws: `StatesLanguageError` for the first thing because of which this is no state machine.
  public init(_ definition: JSONNode) throws(StatesLanguageError) {
    root = definition
    guard definition.isObject else {
      throw StatesLanguageError(
        definition, in: root, "a state machine definition is an object",
        hint: "give the definition itself; describe-state-machine prints it as a JSON string")
    }
    // A stack instead of recursion: however deep the states are nested, the walk needs no deeper stack of its own.
    var open = [try scope(of: definition, named: "", language: .known(.jsonPath))]
    while let last = open.indices.last {
      guard let (name, state) = open[last].states.next() else {
        open.removeLast()
        continue
      }
      let inner = try read(state, named: name, in: open[last])
      open.append(contentsOf: inner.reversed())
    }
  }

  /// Reads one state, and yields what is to be walked below it.
  private mutating func read(
    _ state: JSONNode, named name: String, in scope: Scope
  ) throws(StatesLanguageError) -> [Scope] {
    guard state.isObject else {
      throw StatesLanguageError(
        state, in: root, "a state is an object", hint: "give the state at least its Type")
    }
    guard let type = state["Type"]?.string else {
      throw StatesLanguageError(
        state, in: root, "the state has no Type",
        hint: "set Type to Task, Pass, Choice, Wait, Parallel, Map, Succeed or Fail")
    }
    switch type {
    case "Task":
      let resource = state["Resource"]?.string ?? ""
      let task = TaskState(
        state, beside: scope.node, in: root, locator: scope.prefix + name, resource: resource,
        integration: integration(resource), language: language(of: state, in: scope))
      noteOddities(of: task, at: state)
      taskStates.append(task)
      return []
    case "Parallel":
      return try branches(of: state, prefix: scope.prefix + name, language: scope.language)
    case "Map":
      if let map = DistributedMap(state, locator: scope.prefix + name) {
        distributedMaps.append(map)
      }
      return [try processor(of: state, prefix: scope.prefix + name, language: scope.language)]
    case "Pass", "Choice", "Wait", "Succeed", "Fail":
      return []
    default:
      note(
        state, "the Type \"\(type)\" is not known; states nested in it are not read",
        mayHideCalls: true)
      return []
    }
  }

  private mutating func branches(
    of state: JSONNode, prefix: String, language: DeclaredLanguage
  ) throws(StatesLanguageError) -> [Scope] {
    guard let branches = state["Branches"] else {
      throw StatesLanguageError(
        state, in: root, "the Parallel state has no Branches",
        hint: "set Branches to a list of objects with StartAt and States")
    }
    guard branches.isArray else {
      throw StatesLanguageError(
        branches, in: root, "Branches is not a list",
        hint: "set Branches to a list of objects with StartAt and States")
    }
    var scopes: [Scope] = []
    for branch in branches.elements {
      scopes.append(
        try scope(of: branch, named: "\(prefix)[\(scopes.count)]/", language: language))
    }
    return scopes
  }

  private mutating func processor(
    of state: JSONNode, prefix: String, language: DeclaredLanguage
  ) throws(StatesLanguageError) -> Scope {
    let iterator = state["Iterator"]
    guard let processor = state["ItemProcessor"] ?? iterator else {
      throw StatesLanguageError(
        state, in: root, "the Map state has no ItemProcessor",
        hint: "set ItemProcessor to an object with StartAt and States")
    }
    if let iterator, state["ItemProcessor"] != nil {
      note(
        iterator, "the Map state has an ItemProcessor too; its Iterator is not read",
        mayHideCalls: true)
    }
    return try scope(of: processor, named: prefix + "/", language: language)
  }

  /// Opens the states of a definition, a branch or an item processor.
  private mutating func scope(
    of object: JSONNode, named prefix: String, language: DeclaredLanguage
  ) throws(StatesLanguageError) -> Scope {
    guard object.isObject else {
      throw StatesLanguageError(
        object, in: root, "a branch or item processor is an object",
        hint: "give it StartAt and States")
    }
    guard let states = object["States"] else {
      throw StatesLanguageError(
        object, in: root, "there is no States", hint: "add the object States, one member a state")
    }
    guard states.isObject else {
      throw StatesLanguageError(
        states, in: root, "States is not an object",
        hint: "set States to an object, one member a state")
    }
    guard let start = object["StartAt"] else {
      throw StatesLanguageError(
        object, in: root, "there is no StartAt", hint: "set StartAt to the name of a state")
    }
    guard let first = start.string else {
      throw StatesLanguageError(
        start, in: root, "StartAt is not a string", hint: "set StartAt to the name of a state")
    }
    guard states[first] != nil else {
      throw StatesLanguageError(
        start, in: root, "StartAt names no state", hint: "set StartAt to the name of a state")
    }
    return Scope(
      node: states, states: states.members, prefix: prefix,
      language: declaredLanguage(of: object) ?? language)
  }

  private mutating func language(of state: JSONNode, in scope: Scope) -> DeclaredLanguage {
    declaredLanguage(of: state) ?? scope.language
  }

  private mutating func declaredLanguage(of object: JSONNode) -> DeclaredLanguage? {
    guard let declared = object["QueryLanguage"] else { return nil }
    if let language = declared.string.flatMap(QueryLanguage.init(rawValue:)) {
      return .known(language)
    }
    note(declared, "the QueryLanguage \(declared.quotedText) is not known; arguments are not read")
    return .unknown(declared.quotedText)
  }

  private mutating func integration(_ resource: String) -> Integration? {
    if let known = integrations[resource] { return known }
    let integration = Integration(resource: resource)
    integrations.updateValue(integration, forKey: resource)
    return integration
  }

  private mutating func noteOddities(of task: TaskState, at state: JSONNode) {
    guard let resource = state["Resource"] else {
      note(
        state, "the Task state has no Resource; what it calls is not known", mayHideCalls: true)
      return
    }
    guard let integration = task.integration else {
      note(resource, "the Resource \(resource.quotedText) is not known", mayHideCalls: true)
      return
    }
    if integration.isSDK, integration.pattern == .sync {
      note(resource, "an aws-sdk integration has no .sync; Step Functions refuses this state")
    }
  }

  private mutating func note(_ node: JSONNode, _ text: String, mayHideCalls: Bool = false) {
    notes.append(
      StatesLanguageNote(
        pointer: node.pointer(from: root), text: text, mayHideCalls: mayHideCalls))
  }
}

/// The states that are walked, and what holds for all of them.
private struct Scope {
  /// The object of the states.
  var node: JSONNode
  var states: JSONMembers
  /// What stands before the name of a state in its locator.
  var prefix: String
  var language: DeclaredLanguage
}

/// What a definition says its query language is.
enum DeclaredLanguage {
  case known(QueryLanguage)
  case unknown(String)
}
