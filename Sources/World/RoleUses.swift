import IAM
import StatesLanguage

/// What roles are used for beside starting tasks, so that permissions which that takes are not taken for an application's.
final class RoleUses {
  /// Something of which no page and no export tells what it needs of a role.
  struct Unclear: Comparable {
    enum Kind: String {
      /// A state, by its path.
      case state
      /// A state machine whose definition was not understood, or a pipe or a target of a rule or a schedule, by its ARN.
      case resource
      /// Somebody whom the trust policy lets in beside the services that start tasks.
      case principal
      /// The trust policy was not exported.
      case trust
      /// Not all state machines of the region were exported.
      case machines
    }

    var kind: Kind
    var name = ""

    static func < (left: Unclear, right: Unclear) -> Bool {
      (left.kind.rawValue, left.name) < (right.kind.rawValue, right.name)
    }
  }

  private struct Use {
    /// Actions, and patterns of actions, in lower case.
    var actions: Set<String> = []
    var unclear: Unclear?
  }

  private let catalogue: IntegrationCatalogue
  private let roles: RoleDirectory
  private let library: PolicyLibrary
  private let scopes: Scopes
  private var uses: [String: Use] = [:]
  private var principals: [Int64: Unclear?] = [:]

  init(
    _ catalogue: IntegrationCatalogue, _ roles: RoleDirectory, _ library: PolicyLibrary,
    _ scopes: Scopes
  ) {
    self.catalogue = catalogue
    self.roles = roles
    self.library = library
    self.scopes = scopes
  }

  /// Takes what the states of a state machine need; logs and traces are every starter's.
  ///
  /// States with Credentials call in another role's name, which lets in others than services: of that one nothing is clear.
  func add(_ machine: StateMachine) {
    change(machine.role, machine.account) { use in
      for state in machine.definition.taskStates {
        guard let integration = state.integration else {
          note(Unclear(kind: .state, name: state.locator), in: &use)
          continue
        }
        guard let row = catalogue.row(for: integration) else { continue }
        for call in row.calls + row.sync { use.actions.formUnion(call.actions.map(lowercased)) }
        if !catalogue.isExact(integration) {
          note(Unclear(kind: .state, name: state.locator), in: &use)
        }
      }
      for map in machine.definition.distributedMaps {
        for storage in [map.reader, map.writer].compactMap({ $0 }) {
          if storage.call?.hasPrefix("s3:") == true {
            use.actions.insert("s3:*")
          } else {
            note(Unclear(kind: .state, name: map.locator), in: &use)
          }
        }
      }
      if machine.definition.notes.contains(where: \.mayHideCalls) {
        note(Unclear(kind: .resource, name: machine.arn), in: &use)
      }
    }
  }

  /// Takes that a role is that of a state machine, or of a pipe, of which it is not known what it needs.
  func addUnclear(_ arn: String, role: Scalar, account: String) {
    change(role, account) { note(Unclear(kind: .resource, name: arn), in: &$0) }
  }

  /// Takes what a target of a rule or of a schedule needs, of which it is enough to know the service.
  func add(target arn: String, role: Scalar, account: String) {
    guard let name = ResourceName(arn) else { return }
    change(role, account) { use in
      if name.resource.hasPrefix("aws-sdk:"),
        let call = Integration(resource: "arn:\(name.partition):states:::\(name.resource)")
      {
        guard let row = catalogue.row(for: call) else { return }
        use.actions.formUnion(row.calls.flatMap(\.actions).map(service(of:)))
        note(Unclear(kind: .resource, name: arn), in: &use)
      } else if Self.plainTargets.contains(name.service) {
        use.actions.insert("\(name.service):*")
      } else {
        note(Unclear(kind: .resource, name: arn), in: &use)
      }
    }
  }

  /// The services whose targets need actions of the service only.
  ///
  /// Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
  private static let plainTargets: Set<String> = [
    "batch", "codebuild", "codepipeline", "ecs", "events", "execute-api", "firehose", "kinesis",
    "lambda", "logs", "sns", "sqs", "states",
  ]

  private func service(of action: String) -> String {
    String(action.prefix { $0 != ":" }).lowercased() + ":*"
  }

  private func lowercased(_ action: String) -> String { action.lowercased() }

  private func note(_ unclear: Unclear, in use: inout Use) {
    use.unclear = use.unclear.map { min($0, unclear) } ?? unclear
  }

  private func change(_ role: Scalar, _ account: String, _ body: (inout Use) -> Void) {
    guard case .fixed(let name) = role else { return }
    body(&uses[roles.resolve(name, account: account).role?.arn ?? name, default: Use()])
  }

  /// Whether something that a role is used for needs an action, which may be a pattern.
  func need(_ action: String, of role: Role) -> Bool {
    guard let actions = uses[role.arn]?.actions, !actions.isEmpty else { return false }
    let pattern = Glob(action.lowercased())
    return actions.contains { Glob($0).overlaps(pattern) }
  }

  /// What may need any action of a role, if anything; `region` is that in which a state machine has it.
  func unclear(_ role: Role, machinesOf region: String?) throws -> Unclear? {
    if let unclear = uses[role.arn]?.unclear { return unclear }
    if let other = try principal(role) { return other }
    guard let region, !scopes.isComplete(role.account, region, "state-machine") else { return nil }
    return Unclear(kind: .machines, name: region)
  }

  private func principal(_ role: Role) throws -> Unclear? {
    if let known = principals[role.id] { return known }
    var found: Unclear?
    if let trust = try library.trust(of: role).document {
      let other = trust.trustedPrincipals.first { !Self.starts($0) }
      found = other.map { Unclear(kind: .principal, name: $0.name) }
    } else {
      found = Unclear(kind: .trust)
    }
    principals.updateValue(found, forKey: role.id)
    return found
  }

  /// Whether a principal is a service whose uses of a role are all looked at.
  private static func starts(_ principal: TrustedPrincipal) -> Bool {
    guard principal.type == "Service" else { return false }
    let name = principal.name.lowercased()
    return ["events.amazonaws.com", "scheduler.amazonaws.com", "pipes.amazonaws.com"].contains(name)
      || name.hasPrefix("states.")
  }
}
