import JSON
import StatesLanguage

/// What the integrations of Step Functions need of the role that calls, as `Integrations.json` lists it.
///
/// `optimized` has a row for each optimized integration: `calls` and, of `.sync`, `sync` are lists of actions with what they are
/// asked `on`, a template of ARNs or a word of `IntegrationTarget.Word`. `passes` tells which arguments hold roles that are handed
/// over, and to whom, `keys` which of them are condition keys of the call, `when` without which argument nothing is needed, `rule`
/// the name of the event rule by which Step Functions waits, `*` where no page tells its name. What no page of the integration
/// names surely is not `named`. `sdk` says how the names of services and actions of `aws-sdk:` become those of IAM where they
/// differ. `resourcePolicies` are the services, or single actions, whose resources can let callers in by policies of their own.
/// `exact` are the integrations that need nothing of the role beyond their rows.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html and
/// https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html
struct IntegrationCatalogue {
  struct Call {
    var actions: [String]
    var target: IntegrationTarget
    /// Whether AWS's page for the integration names the actions, so that they surely are needed.
    var isNamed: Bool
  }

  /// What one integration needs.
  struct Row {
    var calls: [Call]
    /// What waiting for the end takes beside.
    var sync: [Call] = []
    /// The arguments that hold roles, each a path of names.
    var passedRoles: [[String]] = []
    /// The service that the roles are handed to; nil where it is not known.
    var passedTo: String?
    /// Condition keys by the argument that holds their value.
    var keys: [(key: String, argument: String)] = []
    /// Arguments and the values that they must have for anything to be needed.
    var when: [(argument: String, value: String)] = []
    /// `*` where the name of the rule is not known; nil where there is none.
    var rule: String?
  }

  private let optimized: [String: Row]
  private let services: [String: String]
  private let serviceStarts: [(start: String, service: String)]
  /// Services whose actions are verbs, so that no name of an action tells what is needed.
  private let verbs: Set<String>
  private let sdkActions: [String: [String]]
  private let sdkTargets: [String: IntegrationTarget]
  /// The services and actions whose resources can have policies of their own.
  let resourcePolicies: Set<String>
  private let exact: Set<String>

  /// The names of the optimized integrations that are listed.
  var names: [String] { optimized.keys.sorted() }

  static let bundled = IntegrationCatalogue(text: Embedded.files["Integrations.json"] ?? "{}")

  init(text: String) {
    let root = try? JSONDocument(text: text).root
    let sdk = root?["sdk"]
    optimized = Self.members(root?["optimized"]).mapValues(Row.init)
    services = Self.members(sdk?["services"]).compactMapValues(\.string)
    serviceStarts = Self.members(sdk?["starts"]).compactMapValues(\.string)
      .map { ($0.key, $0.value) }
    verbs = Set(sdk?["verbs"]?.elements.compactMap(\.string) ?? [])
    sdkActions = Self.members(sdk?["calls"]).mapValues { $0.elements.compactMap(\.string) }
    sdkTargets = Self.members(sdk?["on"]).compactMapValues {
      $0.string.flatMap(IntegrationTarget.init)
    }
    resourcePolicies = Set(root?["resourcePolicies"]?.elements.compactMap(\.string) ?? [])
    exact = Set(root?["exact"]?.elements.compactMap(\.string) ?? [])
  }

  private static func members(_ node: JSONNode?) -> [String: JSONNode] {
    guard let node else { return [:] }
    return Dictionary(node.members.map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
  }

  /// What a state needs for what it calls; nil for what starts tasks or is no call of AWS.
  func row(for integration: Integration) -> Row? {
    if integration.startsTasks { return nil }
    switch integration.kind {
    case .activity: return nil
    case .function: return optimized["lambda:invoke"]
    case .optimized:
      return optimized["\(integration.service):\(integration.action)"]
        ?? derived(integration.service, integration.action)
    case .sdk:
      var row = derived(integration.service, integration.action)
      row.passedRoles = [["*"]]
      return row
    }
  }

  /// Whether a state needs nothing of its role but what its row lists.
  ///
  /// What others read and write with the role stands in their payloads, or in nothing that is exported.
  func isExact(_ integration: Integration) -> Bool {
    switch integration.kind {
    case .activity, .function: true
    case .optimized: exact.contains("\(integration.service):\(integration.action)")
    case .sdk: integration.startsTasks
    }
  }

  /// The actions that the names of a service and of an operation stand for by rule, which no page names.
  private func derived(_ service: String, _ operation: String) -> Row {
    let name = "\(service):\(operation)"
    let prefix =
      services[service] ?? serviceStarts.first { service.hasPrefix($0.start) }?.service ?? service
    let action =
      verbs.contains(service) ? "*" : operation.prefix(1).uppercased() + operation.dropFirst()
    return Row(calls: [
      Call(
        actions: sdkActions[name] ?? ["\(prefix):\(action)"],
        target: sdkTargets[name] ?? .anything, isNamed: false)
    ])
  }
}

extension IntegrationCatalogue.Row {
  fileprivate init(_ node: JSONNode) {
    calls = node["calls"]?.elements.compactMap(IntegrationCatalogue.Call.init) ?? []
    sync = node["sync"]?.elements.compactMap(IntegrationCatalogue.Call.init) ?? []
    passedTo = node["passes"]?["to"]?.string
    passedRoles =
      node["passes"]?["roles"]?.elements.compactMap(\.string)
      .map { $0.split(separator: ".").map(String.init) } ?? []
    keys = node["keys"]?.members.compactMap { key, value in value.string.map { (key, $0) } } ?? []
    when = node["when"]?.members.compactMap { key, value in value.string.map { (key, $0) } } ?? []
    rule = node["rule"]?.string
  }
}

extension IntegrationCatalogue.Call {
  fileprivate init?(_ node: JSONNode) {
    guard let target = node["on"]?.string.flatMap(IntegrationTarget.init) else { return nil }
    self.init(
      actions: node["actions"]?.elements.compactMap(\.string) ?? [], target: target,
      isNamed: node["named"]?.bool ?? true)
  }
}
