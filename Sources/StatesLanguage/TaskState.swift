import JSON

/// A Task state of a definition: its place, what it calls, and with what.
public struct TaskState: Sendable {
  /// The names of the states on the way: `Outer/Inner/Run`.
  ///
  /// A state in branch n of a Parallel, counted from 0, is `Both[n]/Run`. Names stand as they are, whatever they hold.
  public let locator: String
  /// The `Resource` as it was written; empty where there is none.
  public let resource: String
  /// What the `Resource` means; nil where it is not known.
  public let integration: Integration?
  /// The language of the state: its own or that of the definition around it, unless the state has only the field in
  /// which the other language gives arguments.
  public let queryLanguage: QueryLanguage

  let node: JSONNode
  /// The states beside it, of the same definition, branch or item processor.
  let siblings: JSONNode?
  let root: JSONNode
  /// The name of a query language that is not known.
  private let unknownLanguage: String?

  init(
    _ node: JSONNode, beside siblings: JSONNode?, in root: JSONNode, locator: String,
    resource: String, integration: Integration?, language: DeclaredLanguage
  ) {
    self.node = node
    self.siblings = siblings
    self.root = root
    self.locator = locator
    self.resource = resource
    self.integration = integration
    switch language {
    case .known(let language):
      let isOther =
        node[language.argumentsField] == nil && node[language.other.argumentsField] != nil
      queryLanguage = isOther ? language.other : language
      unknownLanguage = nil
    case .unknown(let name):
      queryLanguage = .jsonPath
      unknownLanguage = name
    }
  }

  /// Where the state stands in the definition, as RFC 6901 writes it; worked out when asked for.
  public var pointer: String { node.pointer(from: root) }

  /// What the state hands to what it calls: `Parameters` in JSONPath, `Arguments` in JSONata.
  ///
  /// A state with neither hands on its input, so nothing is known of it: that is dynamic, not absent.
  public var arguments: Argument {
    if let unknownLanguage {
      return .scalar(.dynamic("the QueryLanguage \(unknownLanguage) is not known"))
    }
    guard let given = node[queryLanguage.argumentsField], !given.isNull else {
      return .scalar(.dynamic("no \(queryLanguage.argumentsField): the state hands on its input"))
    }
    return Argument(given, .statesLanguage)
  }

  /// The arguments as they were written; states of which these are equal ask for the same.
  public var argumentsText: String? { node[queryLanguage.argumentsField]?.text }

  /// The role in whose name the call is made instead of the state machine's own: `Credentials.RoleArn`.
  ///
  /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html
  public var credentialsRole: Scalar {
    guard let credentials = node["Credentials"] else { return .absent }
    return Argument(credentials, .statesLanguage)["RoleArn"].scalar
  }

  /// Whether the state gives up after some time.
  public var hasTimeout: Bool { node["TimeoutSeconds"] != nil || node["TimeoutSecondsPath"] != nil }

  /// Whether the state expects signs of life.
  public var hasHeartbeat: Bool {
    node["HeartbeatSeconds"] != nil || node["HeartbeatSecondsPath"] != nil
  }
}
